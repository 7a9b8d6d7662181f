package dev.lodestar.core.comparison;

import java.util.Optional;

/// What the closed deals of one candidate brought.
///
/// @param coverage share of all observed deals that are its own: counted, so without uncertainty
/// @param churned of the won, those whose customer left, however long after
/// @param amountsKnown won deals of which the amount is known
/// @param costsKnown deals, won or lost, of which the costs are known
/// @param averageDeal mean amount of the won deals
/// @param retainedShare how much of the horizon a customer stays, on average
/// @param lifetimeValue `averageDeal` times `retainedShare`
/// @param costPerDeal mean costs of a deal, won or lost
/// @param costToAcquire costs of all deals for each that was won
/// @param valuePerDeal what a deal brings when it is opened, in the unit of the comparison
public record Candidate(
    String name,
    long deals,
    long won,
    long lost,
    long churned,
    long amountsKnown,
    long costsKnown,
    double coverage,
    Estimate winRate,
    Estimate churnRate,
    Optional<Estimate> averageDeal,
    Estimate retainedShare,
    Optional<Estimate> lifetimeValue,
    Optional<Estimate> costPerDeal,
    Optional<Estimate> costToAcquire,
    Estimate valuePerDeal) {}
