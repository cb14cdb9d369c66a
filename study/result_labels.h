// Sectors, regions and occupations as a file names them. Private to study/.
#ifndef KR_STUDY_RESULT_LABELS_H
#define KR_STUDY_RESULT_LABELS_H

#include "agents/country.h"
#include "output/reader.h"

// Fills in the labels of a country that has nothing else, from the words in a group
// ("labels" of a result, "effects" of a comparison). Also after a failure the tables are
// the caller's to free.
KR_MUST_CHECK int kr_result_country(struct kr_result *result, const char *group,
                                    struct kr_country *country);

#endif
