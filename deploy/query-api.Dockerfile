# The HTTP API. Build the jars first: ./mvnw -Dmaven.test.skip=true package
# Context: the root of the project.
FROM eclipse-temurin:25-jre
RUN useradd --system --no-create-home lodestar
WORKDIR /opt/lodestar
COPY services/query-api/target/lib lib/
COPY services/query-api/target/query-api.jar ./
USER lodestar
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "query-api.jar"]
