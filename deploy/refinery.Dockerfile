# The Kafka Streams application. Build the jars first: ./mvnw -Dmaven.test.skip=true package
# Context: the root of the project.
FROM eclipse-temurin:25-jre
RUN useradd --system --no-create-home lodestar && mkdir -p /var/lib/lodestar && chown lodestar /var/lib/lodestar
WORKDIR /opt/lodestar
COPY services/refinery/target/lib lib/
COPY services/refinery/target/refinery.jar ./
USER lodestar
VOLUME /var/lib/lodestar
ENV LODESTAR_STATE_DIR=/var/lib/lodestar
EXPOSE 8081
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "refinery.jar"]
