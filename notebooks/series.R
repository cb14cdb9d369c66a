# Series by sector with ncdf4, drawn to a PDF.
# Rscript notebooks/series.R results/small.h5 [series.pdf]
library(ncdf4)

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) == 0) stop("usage: Rscript series.R RESULT [PDF]")
picture <- if (length(arguments) > 1) arguments[2] else "series.pdf"

file <- nc_open(arguments[1])
complete <- ncvar_get(file, "quarterly/quarters_complete")

# Axes come in the order of R, the last of the file first: here (sector, time). ncdf4 makes persons and fte of the country of
# what is counted; rhdf5 does not (attribute scale_factor).
shortage <- ncvar_get(file, "quarterly/shortage_fte_by_sector")[, seq_len(complete)]
unit <- ncatt_get(file, "quarterly/shortage_fte_by_sector", "units")$value
sector <- ncvar_get(file, "labels/sector_name")
time <- as.Date("2000-01-01") + ncvar_get(file, "quarterly/time")[seq_len(complete)]
nc_close(file)

# The six sectors that are short of most staff in the end.
most <- head(order(-shortage[, complete]), 6)
colours <- c("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
print(data.frame(sector = sector[most], first = round(shortage[most, 1]), last = round(shortage[most, complete])), row.names = FALSE)

pdf(picture, width = 9, height = 5)
matplot(time, t(shortage[most, , drop = FALSE]) / 1000, type = "l", lty = 1, lwd = 2, col = colours, xaxt = "n", bty = "l",
        xlab = "", ylab = paste0("shortage (thousand ", unit, ")"), ylim = c(0, 1.35 * max(shortage[most, ])) / 1000)
axis.Date(1, time)
legend("topleft", sector[most], col = colours, lwd = 2, bty = "n", cex = 0.8)
invisible(dev.off())
cat("drawn to", picture, "\n")
