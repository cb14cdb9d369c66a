// What a report is made of: numbers as JSON, and the page around them.
#ifndef KR_CMD_REPORT_H
#define KR_CMD_REPORT_H

#include "base/error.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "output/reader.h"
#include "study/sides.h"

#include <stdbool.h>

// The members of a run's result: figures, policies, parameters, origin, and when
// `tables` is asked for what is told by sector, region and so on.
KR_MUST_CHECK int kr_report_run(struct kr_json *json, struct kr_result *result,
                                const char *file, bool tables);

// The member "effects", of a comparison's file.
KR_MUST_CHECK int kr_report_comparison(struct kr_json *json, struct kr_result *result);

// The same of two result files. KR_ERR_UNPAIRED: `why` says what does not match.
KR_MUST_CHECK int kr_report_pair(struct kr_json *json,
                                 struct kr_result *const result[KR_SIDES], char *why,
                                 size_t size);

// Members "policies", "parameters" and "provenance" of a file, as far as it has them.
KR_MUST_CHECK int kr_report_origin(struct kr_json *json, struct kr_result *result);

// An attribute of "/" as text, "" when the file lacks it.
void kr_report_attribute(struct kr_json *json, struct kr_result *result, const char *key,
                         const char *name);

// Writes the page with these numbers under another name and renames it at the end, so
// that nobody sees half a page.
KR_MUST_CHECK enum kr_exit kr_report_page(const char *file, bool force, const char *title,
                                          const char *numbers);

#endif
