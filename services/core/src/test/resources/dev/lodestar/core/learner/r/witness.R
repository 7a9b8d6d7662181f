# Independent solutions of the learner's model, with R.
#
#     Rscript witness.R        (R 4.2 and lme4 1.1-31: Debian's r-base-core and r-cran-lme4)
#
# Writes, beside itself:
#   counts.csv    made-up deals, counted, in four cases that all close in one week
#   weights.csv   what the model of services/core publishes for each case under fixed spreads: weights, standard
#                 errors, and the moderated probability of each row
#   spread.csv    the spread of a nominal attribute as lme4's glmer finds it, see the end
# Nothing here is shared with the Java code: design rows are dense, priors are covariance matrices that are
# inverted whole, published numbers are one linear map, and glmer is not ours at all.

suppressPackageStartupMessages(library(lme4))
set.seed(20260101)

START <- 2.5
BOUNDS <- c(10, 50, 200, 1000)
TOOLS <- c("java", "kafka", "spark")
INDUSTRIES <- c("finance", "health", "mining", "retail", "travel")
SPREAD <- c(employees = 0.4, industry = 0.7, technologies = 0.5)
# attribute, level (for employees the place of the range), log-odds believed, deals it is worth
BELIEFS <- data.frame(
  attribute = c("industry", "industry", "employees"), level = c("mining", "retail", "2"),
  logodds = c(1, -1, 1), deals = c(20, 8, 30))

draw <- function(case, industries, sizes, tools) {
  rows <- expand.grid(industry = industries, employees = sizes, technologies = tools, stringsAsFactors = FALSE)
  deals <- 4 + rpois(nrow(rows), 12)
  odds <- -0.4 + 0.9 * (rows$industry == "retail") - 0.7 * (rows$industry == "mining") +
    0.6 * (rows$employees %in% c("60", "300")) + 0.8 * grepl("kafka", rows$technologies)
  won <- rbinom(nrow(rows), deals, plogis(odds))
  data.frame(case = case, rows, won = won, lost = deals - won)
}

# "" is unknown; a row of technologies "-" holds none of them
counts <- rbind(
  draw("nominal", c("", INDUSTRIES), "", ""),
  draw("ordered", "", c("", "3", "20", "60", "300", "4000"), ""),
  draw("tags", "", "", c("", "-", "java", "kafka", "spark", "java|kafka", "kafka|spark")),
  draw("believed", c("", INDUSTRIES), c("", "3", "20", "60", "300", "4000"), "-"))
write.csv(counts, "counts.csv", row.names = FALSE, quote = FALSE)

place <- function(size) findInterval(as.numeric(size), BOUNDS) + 1

# One column per level; a row of NA where the attribute is unknown.
levelsHeld <- function(rows, attribute) {
  if (attribute == "industry") {
    held <- t(sapply(rows$industry, function(i) if (i == "") rep(NA, 5) else as.numeric(INDUSTRIES == i)))
    colnames(held) <- INDUSTRIES
  } else if (attribute == "employees") {
    held <- t(sapply(rows$employees, function(e) if (e == "") rep(NA, 5) else as.numeric(1:5 == place(e))))
    colnames(held) <- 1:5
  } else {
    held <- t(sapply(rows$technologies, function(s)
      if (s == "") rep(NA, 3) else as.numeric(TOOLS %in% strsplit(s, "|", fixed = TRUE)[[1]])))
    colnames(held) <- TOOLS
  }
  unname(held) -> plain
  colnames(plain) <- colnames(held)
  plain
}

priorOf <- function(attribute, levels, beliefs, information) {
  n <- length(levels)
  mean <- rep(0, n)
  precision <- rep(0, n)
  for (b in which(beliefs$attribute == attribute)) {
    l <- match(beliefs$level[b], levels)
    mean[l] <- beliefs$logodds[b]
    precision[l] <- max(0.1, beliefs$deals[b] * information)
  }
  s <- SPREAD[[attribute]]
  if (attribute == "employees") {
    step <- diff(diag(n))
    covariance <- s^2 * solve(t(step) %*% step + 0.01 * diag(n)) + diag(ifelse(precision > 0, 1 / precision, 0))
  } else {
    covariance <- diag(ifelse(precision > 0, 1 / precision, s^2))
  }
  list(mean = mean, covariance = covariance)
}

solveCase <- function(case, beliefs) {
  rows <- counts[counts$case == case, ]
  deals <- rows$won + rows$lost
  rate <- (sum(rows$won) + 1) / (sum(deals) + 2)
  attributes <- Filter(function(a) any(!rows[[a]] %in% c("", "-")), sort(names(SPREAD)))
  x <- matrix(1, nrow(rows), 1)
  mean <- 0
  covariance <- matrix(START^2)
  publish <- matrix(1, 1, 1)
  names <- NULL
  for (a in attributes) {
    held <- levelsHeld(rows, a)
    known <- !is.na(held[, 1])
    share <- colSums(held[known, , drop = FALSE] * deals[known]) / sum(deals[known])
    held[!known, ] <- rep(share, each = sum(!known))
    prior <- priorOf(a, colnames(held), beliefs, rate * (1 - rate))
    x <- cbind(x, held)
    mean <- c(mean, prior$mean)
    n <- length(share)
    covariance <- as.matrix(Matrix::bdiag(covariance, prior$covariance))
    centre <- if (a == "technologies") diag(n) else diag(n) - matrix(share, n, n, byrow = TRUE)
    publish <- as.matrix(Matrix::bdiag(publish, centre))
    publish[1, (ncol(publish) - n + 1):ncol(publish)] <- share
    names <- c(names, paste(a, colnames(held)))
  }
  precision <- solve(covariance)
  beta <- mean
  for (i in 1:200) {
    p <- as.vector(plogis(x %*% beta))
    hessian <- t(x) %*% (x * (deals * p * (1 - p))) + precision
    step <- solve(hessian, t(x) %*% (rows$won - deals * p) - precision %*% (beta - mean))
    beta <- beta + as.vector(step)
    if (max(abs(step)) < 1e-13) break
  }
  posterior <- solve(hessian)
  published <- as.vector(publish %*% beta)
  errors <- sqrt(diag(publish %*% posterior %*% t(publish)))
  eta <- as.vector(x %*% beta)
  variance <- rowSums((x %*% posterior) * x)
  rbind(
    data.frame(case = case, number = c("average", names), value = published, standardError = errors),
    data.frame(case = case, number = paste("probability", seq_along(eta)),
      value = plogis(eta / sqrt(1 + pi * variance / 8)), standardError = NA))
}

none <- BELIEFS[0, ]
weights <- rbind(solveCase("nominal", none), solveCase("ordered", none), solveCase("tags", none), solveCase("believed", BELIEFS))
write.table(format(weights, digits = 13), "weights.csv", sep = ",", row.names = FALSE, quote = FALSE)

# Self-tuned: 24 names of 60 deals. glmer's Laplace deviance as a function of spread and average, the average
# integrated out numerically under its prior; on top, the weak prior that the learner has on spreads, exp(-spread).
groups <- data.frame(name = sprintf("name-%02d", 1:24), deals = 60)
groups$won <- rbinom(24, 60, plogis(-0.5 + rnorm(24, 0, 0.6)))
fitted <- glmer(cbind(won, deals - won) ~ 1 + (1 | name), groups, binomial, nAGQ = 1)
deviance <- glmer(cbind(won, deals - won) ~ 1 + (1 | name), groups, binomial, nAGQ = 1, devFunOnly = TRUE)
logMarginal <- function(spread) {
  at <- function(average) -deviance(c(spread, average)) / 2
  top <- optimize(at, c(-4, 4), maximum = TRUE)$objective
  density <- Vectorize(function(average) exp(at(average) - top) * dnorm(average, 0, START))
  centre <- fixef(fitted)
  top + log(integrate(density, centre - 1.5, centre + 1.5, rel.tol = 1e-9)$value)
}
best <- optimize(function(s) logMarginal(s) - s, c(0.05, 2), maximum = TRUE, tol = 1e-8)$maximum
unpenalised <- optimize(logMarginal, c(0.05, 2), maximum = TRUE, tol = 1e-8)$maximum
grid <- c(0.1, 0.2, 0.4, 0.6, 0.8, 1.2)
spread <- rbind(
  data.frame(number = c("glmer", "integrated", "penalised"),
    value = c(sqrt(VarCorr(fitted)$name[1, 1]), unpenalised, best)),
  data.frame(number = paste("log marginal", grid), value = sapply(grid, logMarginal) - logMarginal(0.4)))
write.table(format(spread, digits = 10), "spread.csv", sep = ",", row.names = FALSE, quote = FALSE)
write.csv(groups, "groups.csv", row.names = FALSE, quote = FALSE)
