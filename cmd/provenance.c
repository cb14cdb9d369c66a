#include "cmd/provenance.h"

#include "base/hash.h"
#include "commit.h"
#include "scenarios/file.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <time.h>

// Adds an item whose value is printed here; false without memory.
static bool add(struct kr_provenance *self, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool add(struct kr_provenance *self, const char *name, const char *format, ...)
{
    KR_BUG_IF(self->count >= KR_PROVENANCE_ITEMS);
    va_list list;
    va_start(list, format);
    char *value;
    const int length = vasprintf(&value, format, list);
    va_end(list);
    if (length < 0) {
        return false;
    }
    self->owned[self->count] = value;
    self->item[self->count++] = (struct kr_text_item){name, value};
    return true;
}

// The words typed, as one line; NULL without memory.
static char *join_words(int argc, char **argv)
{
    char *line = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&line, &size);
    for (int i = 0; i < argc && stream != NULL; i++) {
        fprintf(stream, "%s%s", i > 0 ? " " : "", argv[i]);
    }
    if (stream != NULL && fclose(stream) != 0) {
        free(line);
        line = NULL;
    }
    return line;
}

static uint64_t hash_of_program(void)
{
    char *bytes;
    size_t size;
    if (kr_file_read("/proc/self/exe", &bytes, &size) != KR_OK) {
        return 0;
    }
    const uint64_t hash = kr_hash_bytes(0, bytes, size);
    free(bytes);
    return hash;
}

static bool add_machine(struct kr_provenance *self, const struct kr_model *model)
{
    struct utsname system;
    const bool known = uname(&system) == 0;
    const time_t now = time(NULL);
    struct tm utc;
    char start[32] = "";
    if (gmtime_r(&now, &utc) != NULL) {
        strftime(start, sizeof start, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
    return add(self, "start", "%s", start) &&
           add(self, "host", "%s", known ? system.nodename : "") &&
           add(self, "system", "%s %s %s", known ? system.sysname : "",
               known ? system.release : "", known ? system.machine : "") &&
           add(self, "threads", "%d", model->threads);
}

static bool add_program(struct kr_provenance *self, int argc, char **argv)
{
    char *words = join_words(argc, argv);
    const bool good = words != NULL && add(self, "version", "%s", KR_VERSION) &&
                      add(self, "commit", "%s", KR_COMMIT) &&
                      add(self, "build", "%s", KR_BUILD) &&
                      add(self, "program_hash", "%016" PRIx64, hash_of_program()) &&
                      add(self, "command", "%s", words);
    free(words);
    return good;
}

static bool add_scenario(struct kr_provenance *self, const struct kr_setup *setup)
{
    const struct kr_scenario *scenario = &setup->scenario;
    const struct kr_model *model = &setup->model;
    return add(self, "scenario_file", "%s", scenario->file) &&
           add(self, "scenario_hash", "%016" PRIx64, scenario->hash) &&
           add(self, "scenario_text", "%s", scenario->text) &&
           add(self, "pack", "%s", scenario->pack) &&
           add(self, "pack_hash", "%016" PRIx64, scenario->pack_hash) &&
           add(self, "country", "%s", setup->country.name) &&
           add(self, "seed", "%" PRIu64, model->seed) &&
           add(self, "replicate", "%" PRIu64, model->replicate) &&
           add(self, "scale", "%.17g", model->scale) &&
           add(self, "drivers", "%s", model->freeze_drivers ? "frozen" : "moving");
}

static bool add_parameters(struct kr_provenance *self, const struct kr_model *model)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    self->parameter = calloc(count + 1, sizeof *self->parameter);
    if (self->parameter == NULL) {
        return false;
    }
    struct kr_parameters parameters = model->parameters;
    for (size_t i = 0; i < count; i++) {
        self->parameter[i] = (struct kr_used_parameter){
            .name = list[i].path,
            .value = *kr_parameter_at(&parameters, &list[i]),
            .unit = list[i].unit,
            .source = list[i].source,
            .mark = kr_mark_word(list[i].mark),
            .meaning = list[i].meaning,
        };
    }
    self->parameters = (int)count;
    return true;
}

int kr_provenance_init(struct kr_provenance *self, const struct kr_setup *setup, int argc,
                       char **argv, const char *population)
{
    *self = (struct kr_provenance){.count = 0};
    if (add_program(self, argc, argv) && add_machine(self, &setup->model) &&
        add_scenario(self, setup) &&
        add(self, "population", "%s", population == NULL ? "built" : population) &&
        add_parameters(self, &setup->model)) {
        return KR_OK;
    }
    kr_provenance_free(self);
    return KR_ERROR(KR_ERR_NO_MEMORY);
}

void kr_provenance_free(struct kr_provenance *self)
{
    for (int i = 0; i < self->count; i++) {
        free(self->owned[i]);
    }
    free(self->parameter);
    *self = (struct kr_provenance){.count = 0};
}
