# Reads every variable of a file: Rscript every_group.R ncdf4|rhdf5 FILE
# Prints path, number of values and their sum (the bytes, of texts), separated by tabs.
arguments <- commandArgs(trailingOnly = TRUE)
options(warn = 2)

tell <- function(path, values) {
  if (is.raw(values)) values <- as.integer(values)
  total <- if (is.character(values)) sum(nchar(values, "bytes")) else sum(as.numeric(values)[is.finite(as.numeric(values))])
  cat(sub("^/", "", path), length(values), format(total, digits = 17), sep = "\t")
  cat("\n")
}

with_ncdf4 <- function(path) {
  library(ncdf4)
  file <- nc_open(path)
  for (variable in file$var) {
    empty <- any(vapply(variable$dim, function(axis) axis$len == 0, NA))
    # The library warns of every number of 64 bits that it makes a double.
    if (!empty) tell(variable$name, suppressWarnings(ncvar_get(file, variable$name)))
  }
  nc_close(file)
}

# An axis without values of its own says so in an attribute.
is_axis_only <- function(file, name) {
  dataset <- H5Dopen(file, name)
  on.exit(H5Dclose(dataset))
  if (!H5Aexists(dataset, "NAME")) return(FALSE)
  attribute <- H5Aopen(dataset, "NAME")
  on.exit(H5Aclose(attribute), add = TRUE, after = FALSE)
  grepl("not a netCDF variable", H5Aread(attribute), fixed = TRUE)
}

with_rhdf5 <- function(path) {
  suppressPackageStartupMessages(library(rhdf5))
  file <- H5Fopen(path, "H5F_ACC_RDONLY")
  all <- h5ls(file, all = TRUE)
  for (i in which(all$otype == "H5I_DATASET")) {
    name <- paste0(sub("/$", "", all$group[i]), "/", all$name[i])
    # "( 0 )" is a single number, a bare 0 an axis without places.
    empty <- all$dim[i] != "( 0 )" && grepl("\\b0\\b", all$dim[i])
    if (!empty && !is_axis_only(file, name)) {
      # As ncdf4: numbers of 64 bits become doubles.
      tell(name, suppressWarnings(h5read(file, name, bit64conversion = "double")))
    }
  }
  h5closeAll()
}

list(ncdf4 = with_ncdf4, rhdf5 = with_rhdf5)[[arguments[1]]](arguments[2])
