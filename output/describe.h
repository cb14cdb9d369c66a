// Writes what does not change while a run goes on: who made the file, the parameters, the
// published figures, the calendar of policies, and the labels.
#ifndef KR_OUTPUT_DESCRIBE_H
#define KR_OUTPUT_DESCRIBE_H

#include "output/effects_file.h"
#include "output/h5.h"
#include "output/writer.h"

// What stands for the world's hash until a run is finished.
#define KR_UNFINISHED "unfinished"

// Root attributes, /provenance, /parameters and /targets.
void kr_describe_run(struct kr_h5 *h5, const struct kr_output_options *options);

// What the model adds: seed, scale, /policies and /labels.
void kr_describe_model(struct kr_h5 *h5, const struct kr_model *model);

// Root attributes and /provenance of what a comparison found.
void kr_describe_comparison(struct kr_h5 *h5, const struct kr_effects_options *options);

// The file is gone on with after `quarter`: it is unfinished again, and /provenance says
// so where it has values, which is told.
bool kr_describe_resumed(struct kr_h5 *h5, const struct kr_model *model,
                         kr_quarter quarter);

// What is known at the end.
void kr_describe_end(struct kr_h5 *h5, uint64_t world_hash, double wall_seconds,
                     bool provenance);

// Names of the codes of a world as attributes, for people; nothing without a country.
void kr_describe_codes(struct kr_h5 *h5, hid_t root, const struct kr_country *country);

#endif
