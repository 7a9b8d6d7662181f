package dev.lodestar.wire;

import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Handover;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.Label;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.schemas.AttributesObserved;
import dev.lodestar.schemas.ChurnReported;
import dev.lodestar.schemas.DealReported;
import dev.lodestar.schemas.IdentityChanged;
import dev.lodestar.schemas.ObservationState;
import dev.lodestar.schemas.RejectedEvent;
import dev.lodestar.schemas.SiteVisited;
import dev.lodestar.wire.Topic.Use;
import dev.lodestar.wire.format.AvroSerde;
import dev.lodestar.wire.format.CloudEventSerde;
import dev.lodestar.wire.format.TranslatedSerde;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.AccountFits;
import dev.lodestar.wire.translation.AccountViews;
import dev.lodestar.wire.translation.Events;
import dev.lodestar.wire.translation.Identities;
import dev.lodestar.wire.translation.Labels;
import dev.lodestar.wire.translation.ObservationStates;
import dev.lodestar.wire.translation.Pins;
import dev.lodestar.wire.translation.ProfileChanges;
import dev.lodestar.wire.translation.ProfileDefinitions;
import dev.lodestar.wire.translation.ProfileRequests;
import dev.lodestar.wire.translation.ProfileStatuses;
import dev.lodestar.wire.translation.ProfileVersions;
import dev.lodestar.wire.translation.Rescorings;
import dev.lodestar.wire.translation.RetargetingPolicies;
import dev.lodestar.wire.translation.Retargetings;
import dev.lodestar.wire.translation.ViewedAttributes;
import dev.lodestar.wire.translation.Webhooks;
import dev.lodestar.wire.webhook.Failure;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// Every topic of one installation.
public final class Topics {

  /// What the topics' names begin with when nobody says otherwise.
  public static final String DEFAULT_PREFIX = "lodestar.";

  /// The largest record that we write to any topic but an input, in bytes: room for a version with
  /// a thousand weights, or for a rejected event of the largest size and its reason. Whoever writes
  /// sets `max.request.size` to it.
  public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

  /// When a compacted topic must begin to drop a value that is superseded, or taken back by a
  /// tombstone. Kafka's own default is to wait until half of the topic is superseded, be it years.
  public static final Duration SUPERSEDED_WITHIN = Duration.ofDays(1);

  private final String prefix;
  private final SchemaRegistry registry;
  private final Topic<String, AttributesObserved> accounts;
  private final Topic<String, SiteVisited> websiteVisits;
  private final Topic<String, DealReported> dealOutcomes;
  private final Topic<String, ChurnReported> churnEvents;
  private final Topic<String, IdentityChanged> accountIdentities;
  private final Topic<String, Handover> handovers;
  private final Topic<String, AccountEnd> accountEnds;
  private final Topic<String, ProfileDefinition> profileDefinitions;
  private final Topic<String, ProfileVersion> profileVersions;
  private final Topic<String, PublishedChange> profileChanges;
  private final Topic<String, ProfileStatus> profileStatus;
  private final Topic<String, ProfileRequest> profileRequests;
  private final Topic<String, Pin> profilePins;
  private final Topic<String, RetargetingPolicy> retargetingPolicies;
  private final Topic<String, RescoredPart> rescorings;
  private final Topic<String, Label> profileLabels;
  private final Topic<String, AccountView> accountViews;
  private final Topic<String, Observation> observations;
  private final Topic<String, AccountFit> fits;
  private final Topic<String, Retargeting> retargeting;
  private final Topic<String, Webhook> webhooks;
  private final Topic<String, Progress> webhookProgress;
  private final Topic<String, Failure> webhookFailures;

  private Topics(String prefix, SchemaRegistry registry) {
    this.prefix = prefix;
    this.registry = registry;
    accounts = topic("accounts", Use.FACTS, avro(AttributesObserved.getClassSchema()));
    websiteVisits = topic("website-visits", Use.VISITS, avro(SiteVisited.getClassSchema()));
    dealOutcomes = topic("deal-outcomes", Use.FACTS, avro(DealReported.getClassSchema()));
    churnEvents = topic("churn-events", Use.FACTS, avro(ChurnReported.getClassSchema()));
    accountIdentities =
        topic("account-identities", Use.FACTS, avro(IdentityChanged.getClassSchema()));
    handovers =
        topic(
            "handovers",
            Use.HANDOVERS,
            translated(
                dev.lodestar.schemas.Handover.getClassSchema(),
                Identities::toAvro,
                Identities::toDomain));
    accountEnds =
        topic(
            "account-ends",
            Use.STATE,
            translated(
                dev.lodestar.schemas.AccountEnd.getClassSchema(),
                Identities::toAvro,
                Identities::toDomain));
    profileDefinitions =
        topic(
            "profile-definitions",
            Use.STATE,
            translated(
                dev.lodestar.schemas.ProfileDefinition.getClassSchema(),
                ProfileDefinitions::toAvro,
                ProfileDefinitions::toDomain));
    profileVersions =
        topic(
            "profile-versions",
            Use.STATE,
            translated(
                dev.lodestar.schemas.ProfileVersion.getClassSchema(),
                ProfileVersions::toAvro,
                ProfileVersions::toDomain));
    profileChanges =
        topic(
            "profile-changes",
            Use.CHANGES,
            new CloudEventSerde<>(
                translated(
                    dev.lodestar.schemas.PublishedChange.getClassSchema(),
                    ProfileChanges::toAvro,
                    ProfileChanges::toDomain),
                CloudEvents.of(prefix)::about));
    profileStatus =
        topic(
            "profile-status",
            Use.STATE,
            translated(
                dev.lodestar.schemas.ProfileStatus.getClassSchema(),
                ProfileStatuses::toAvro,
                ProfileStatuses::toDomain));
    profileRequests =
        topic(
            "profile-requests",
            Use.REQUESTS,
            translated(
                dev.lodestar.schemas.ProfileRequest.getClassSchema(),
                ProfileRequests::toAvro,
                ProfileRequests::toDomain));
    profilePins =
        topic(
            "profile-pins",
            Use.STATE,
            translated(dev.lodestar.schemas.Pin.getClassSchema(), Pins::toAvro, Pins::toDomain));
    retargetingPolicies =
        topic(
            "retargeting-policies",
            Use.STATE,
            translated(
                dev.lodestar.schemas.RetargetingPolicy.getClassSchema(),
                RetargetingPolicies::toAvro,
                RetargetingPolicies::toDomain));
    profileLabels =
        topic(
            "profile-labels",
            Use.STATE,
            translated(
                dev.lodestar.schemas.Label.getClassSchema(), Labels::toAvro, Labels::toDomain));
    rescorings =
        topic(
            "rescorings",
            Use.REQUESTS,
            translated(
                dev.lodestar.schemas.RescoredPart.getClassSchema(),
                Rescorings::toAvro,
                Rescorings::toDomain));
    accountViews =
        topic(
            "account-views",
            Use.STATE,
            translated(
                dev.lodestar.schemas.AccountView.getClassSchema(),
                AccountViews::toAvro,
                AccountViews::toDomain));
    observations =
        topic(
            "observations",
            Use.STATE,
            translated(
                ObservationState.getClassSchema(),
                ObservationStates::toAvro,
                ObservationStates::toDomain));
    fits =
        topic(
            "fits",
            Use.STATE,
            translated(
                dev.lodestar.schemas.AccountFit.getClassSchema(),
                AccountFits::toAvro,
                AccountFits::toDomain));
    retargeting =
        topic(
            "retargeting",
            Use.STATE,
            new CloudEventSerde<>(
                translated(
                    dev.lodestar.schemas.Retargeting.getClassSchema(),
                    Retargetings::toAvro,
                    Retargetings::toDomain),
                CloudEvents.of(prefix)::about));
    webhooks =
        topic(
            "webhooks",
            Use.STATE,
            translated(
                dev.lodestar.schemas.Webhook.getClassSchema(),
                Webhooks::toAvro,
                Webhooks::toDomain));
    webhookProgress =
        topic(
            "webhook-progress",
            Use.STATE,
            translated(
                dev.lodestar.schemas.WebhookProgress.getClassSchema(),
                Webhooks::toAvro,
                Webhooks::toDomain));
    webhookFailures =
        topic(
            "webhook-failures",
            Use.STATE,
            translated(
                dev.lodestar.schemas.WebhookFailure.getClassSchema(),
                Webhooks::toAvro,
                Webhooks::toDomain));
  }

  public static Topics of(String prefix, SchemaRegistry registry) {
    return new Topics(prefix, registry);
  }

  /// The name of the embedded registry's topic, which is needed before there is a registry.
  public static String schemasName(String prefix) {
    return prefix + "schemas";
  }

  /// The key of a version: versions of one profile sort by number.
  public static String versionKey(String profileId, int number) {
    return "%s/%08d".formatted(profileId, number);
  }

  /// The key of a label. Profile ids contain no slash.
  public static String labelKey(String profileId, String name) {
    return profileId + "/" + name;
  }

  /// The key of what is said of one account under one profile. Profile ids contain no slash.
  public static String accountKey(String profileId, String accountId) {
    return profileId + "/" + accountId;
  }

  /// The key of what a webhook did not take. Webhook ids contain no slash.
  public static String failureKey(String webhookId, String deliveryId) {
    return webhookId + "/" + deliveryId;
  }

  /// Keyed by account.
  public Topic<String, AttributesObserved> accounts() {
    return accounts;
  }

  /// Keyed by account.
  public Topic<String, SiteVisited> websiteVisits() {
    return websiteVisits;
  }

  /// Keyed by account.
  public Topic<String, DealReported> dealOutcomes() {
    return dealOutcomes;
  }

  /// Keyed by account.
  public Topic<String, ChurnReported> churnEvents() {
    return churnEvents;
  }

  /// Keyed by account.
  public Topic<String, IdentityChanged> accountIdentities() {
    return accountIdentities;
  }

  /// The same topic, for those who know nothing of Avro; values are erasures and merges.
  public Topic<String, AccountEvent> identities() {
    return new Topic<>(
        accountIdentities.name(),
        accountIdentities.title(),
        accountIdentities.use(),
        accountIdentities.key(),
        new TranslatedSerde<>(accountIdentities.value(), Events::toIdentity, Events::toDomain));
  }

  /// Keyed by the account that inherits.
  public Topic<String, Handover> handovers() {
    return handovers;
  }

  /// Keyed by account.
  public Topic<String, AccountEnd> accountEnds() {
    return accountEnds;
  }

  /// Keyed by profile.
  public Topic<String, ProfileDefinition> profileDefinitions() {
    return profileDefinitions;
  }

  /// Keyed by [#versionKey].
  public Topic<String, ProfileVersion> profileVersions() {
    return profileVersions;
  }

  /// Keyed by profile.
  public Topic<String, PublishedChange> profileChanges() {
    return profileChanges;
  }

  /// Keyed by profile.
  public Topic<String, ProfileStatus> profileStatus() {
    return profileStatus;
  }

  /// Keyed by profile.
  public Topic<String, ProfileRequest> profileRequests() {
    return profileRequests;
  }

  /// Keyed by profile.
  public Topic<String, Pin> profilePins() {
    return profilePins;
  }

  /// Keyed by profile.
  public Topic<String, RetargetingPolicy> retargetingPolicies() {
    return retargetingPolicies;
  }

  /// Keyed by [#labelKey].
  public Topic<String, Label> profileLabels() {
    return profileLabels;
  }

  /// Keyed by profile.
  public Topic<String, RescoredPart> rescorings() {
    return rescorings;
  }

  /// Keyed by account.
  public Topic<String, AccountView> accountViews() {
    return accountViews;
  }

  /// Reads some attributes out of [#accountViews()].
  public ViewedAttributes viewedAttributes() {
    return new ViewedAttributes(registry);
  }

  /// Keyed by [Observation#id()].
  public Topic<String, Observation> observations() {
    return observations;
  }

  /// Keyed by [#accountKey].
  public Topic<String, AccountFit> fits() {
    return fits;
  }

  /// Keyed by [#accountKey].
  public Topic<String, Retargeting> retargeting() {
    return retargeting;
  }

  /// Keyed by webhook. Holds secrets.
  public Topic<String, Webhook> webhooks() {
    return webhooks;
  }

  /// Keyed by webhook.
  public Topic<String, Progress> webhookProgress() {
    return webhookProgress;
  }

  /// Keyed by [#failureKey].
  public Topic<String, Failure> webhookFailures() {
    return webhookFailures;
  }

  /// Where events of an input go that could not be used; keyed as received.
  public Topic<byte[], RejectedEvent> rejected(Topic<?, ?> input) {
    return new Topic<>(
        input.name() + ".rejected",
        input.title() + ".rejected",
        Use.REJECTS,
        Serdes.ByteArray(),
        avro(RejectedEvent.getClassSchema()));
  }

  /// Where records go that could not be decoded, key and value as received.
  public Topic<byte[], byte[]> deadLetters() {
    return raw("dead-letters", Use.REJECTS);
  }

  /// Where the embedded registry keeps its schemas.
  public Topic<byte[], byte[]> schemas() {
    return raw("schemas", Use.SCHEMAS);
  }

  /// What others send us; all of them have equally many partitions.
  public List<Topic<?, ?>> inputs() {
    return List.of(accounts, websiteVisits, dealOutcomes, churnEvents, accountIdentities);
  }

  /// What ledgers are made of: the inputs, and what accounts inherit from each other; all of them
  /// have equally many partitions.
  public List<Topic<?, ?>> ofLedgers() {
    return Stream.concat(inputs().stream(), Stream.of(handovers)).toList();
  }

  /// What profiles are told by people, and by those who scored accounts; all of them have equally
  /// many partitions.
  public List<Topic<?, ?>> instructions() {
    return List.of(
        profileDefinitions, profileRequests, profilePins, retargetingPolicies, rescorings);
  }

  public List<Topic<?, ?>> all() {
    return Stream.of(
            inputs().stream(),
            inputs().stream().map(this::rejected),
            instructions().stream().map(this::rejected),
            instructions().stream(),
            Stream.of(
                profileVersions,
                profileChanges,
                profileStatus,
                profileLabels,
                handovers,
                accountEnds,
                accountViews,
                observations,
                fits,
                retargeting,
                webhooks,
                webhookProgress,
                webhookFailures,
                deadLetters(),
                schemas()))
        .<Topic<?, ?>>flatMap(topics -> topics)
        .toList();
  }

  private <V> Topic<String, V> topic(String title, Use use, Serde<V> value) {
    return new Topic<>(prefix + title, title, use, Serdes.String(), value);
  }

  private Topic<byte[], byte[]> raw(String title, Use use) {
    return new Topic<>(prefix + title, title, use, Serdes.ByteArray(), Serdes.ByteArray());
  }

  private <A extends SpecificRecord> Serde<A> avro(Schema schema) {
    return new AvroSerde<>(registry, schema);
  }

  private <D, A extends SpecificRecord> Serde<D> translated(
      Schema schema, Function<D, A> toAvro, Function<A, D> toDomain) {
    return new TranslatedSerde<>(avro(schema), toAvro, toDomain);
  }
}
