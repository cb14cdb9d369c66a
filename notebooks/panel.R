# Lives of the panel with rhdf5: how many change job, hours or status in a quarter, by age.
# Rscript notebooks/panel.R results/small.h5
library(rhdf5)

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) == 0) stop("usage: Rscript panel.R RESULT")

# A column of the panel, (person, time): R turns the axes of the file around. Numbers of eight bits come as raw bytes.
complete <- h5read(arguments[1], "panel/quarters_complete")
column <- function(name) {
  values <- h5read(arguments[1], paste0("panel/", name))[, seq_len(complete), drop = FALSE]
  array(as.integer(values), dim(values))
}

status <- column("status")
employer <- column("employer")
minutes <- column("contract_minutes")
age <- column("age")

# Codes are numbers; their words stand in /labels, in order of code from 0.
words <- h5read(arguments[1], "labels/status")
cat("Status in the last quarter:\n")
print(table(factor(words[status[, complete] + 1], levels = words)))

# Each pair of neighbouring quarters in which somebody is there.
before <- seq_len(complete - 1)
after <- before + 1
there <- status[, before] > 0 & status[, after] > 0
works <- there & employer[, before] >= 0 & employer[, after] >= 0
group <- cut(age[, before], c(14, 24, 34, 44, 54, 64, 74), c("15-24", "25-34", "35-44", "45-54", "55-64", "65-74"))

percent <- function(happens, of) round(100 * tapply(happens[of], group[of], mean), 1)
cat("\nChanges in a quarter, %:\n")
print(data.frame(status = percent(status[, before] != status[, after], there),
                 employer = percent(employer[, before] != employer[, after], works),
                 hours = percent(minutes[, before] != minutes[, after], works)))
h5closeAll()
