#include "output/tables.h"

// Newcomers in a quarter, at most, as a share of those at the start: whoever is gone
// keeps the place, so that tables grow by so much. Measured over 40 quarters of
// scenarios/nl/baseline.yaml: 0.0082 of persons and 0.0147 of employers.
static const double NEWCOMERS[KR_KEPT_TABLES] = {0.01, 0.018};

static bool is_kept(const struct kr_rows_writer *rows)
{
    return rows->columns > 0;
}

int kr_tables_init(struct kr_tables *self, const char *keep, bool panel, char *error,
                   size_t error_size)
{
    const int code =
        kr_keep_parse(keep != NULL ? keep : "", &self->keep, error, error_size);
    struct kr_keep_list *list = &self->keep.section[KR_KEEP_PANEL];
    if (!panel && !list->is_given) {
        list->every = 0;
    }
    for (int s = 0; s < KR_KEEP_TABLES && code == KR_OK; s++) {
        struct kr_rows_writer *rows = &self->rows[s];
        kr_rows_init(rows, (enum kr_keep_section)s, &self->keep.section[s]);
        self->by_number |= is_kept(rows) && s == KR_KEEP_EMPLOYERS;
        for (int c = 0; c < rows->columns; c++) {
            self->by_number |= rows->kept[c].by_number;
            self->by_post |= rows->kept[c].by_post;
        }
        for (int f = 0; f < self->keep.section[s].filters; f++) {
            self->by_post |= self->keep.section[s].filter[f].column.by_post;
        }
    }
    kr_roll_init(&self->employers, &(struct kr_roll_choice){.table = KR_KEPT_EMPLOYERS,
                                                            .sample = 1.0,
                                                            .by_row = true});
    return code;
}

int kr_tables_check(struct kr_tables *self, const struct kr_model *model, char *error,
                    size_t error_size)
{
    return kr_keep_check(&self->keep, model, error, error_size);
}

void kr_tables_open(struct kr_h5 *h5, struct kr_tables *self,
                    const struct kr_model *model, const struct kr_world *world,
                    bool deflate)
{
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        const bool persons =
            kr_keep_section_table((enum kr_keep_section)s) == KR_KEPT_PERSONS;
        const struct kr_rows_options options = {
            model, persons ? world->persons.capacity : world->employers.capacity,
            deflate};
        kr_rows_open(h5, &self->rows[s], &options);
    }
}

// All employers without a filter are the roll that gives the numbers.
static const struct kr_roll *roll_of(const struct kr_tables *self, int s)
{
    const struct kr_keep_list *list = &self->keep.section[s];
    return s == KR_KEEP_EMPLOYERS && list->filters == 0 && list->sample >= 1.0
               ? &self->employers
               : &self->rows[s].roll;
}

struct kr_rolls kr_tables_rolls(const struct kr_tables *self)
{
    struct kr_rolls rolls = {0};
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        const struct kr_roll *roll = &self->rows[s].roll;
        rolls.of[s] = (struct kr_roll_ids){roll->id, roll->places};
    }
    rolls.of[KR_ROLL_NUMBERS] =
        (struct kr_roll_ids){self->employers.id, self->employers.places};
    return rolls;
}

// Records of every so many quarters among those lived from one to another.
static int records_between(int from, int to, int every)
{
    return to / every - (from + every - 1) / every + 1;
}

// Takes the rolls as they were; false without memory.
static bool restore_rolls(struct kr_tables *self, const struct kr_world *world,
                          const struct kr_rolls *rolls)
{
    const struct kr_roll_ids *numbers = &rolls->of[KR_ROLL_NUMBERS];
    int code = kr_roll_restore(&self->employers, numbers->id, numbers->places, world);
    for (int s = 0; s < KR_KEEP_TABLES && code == KR_OK; s++) {
        if (is_kept(&self->rows[s]) && roll_of(self, s) != &self->employers) {
            code = kr_rows_restore(&self->rows[s], &rolls->of[s], world);
        }
    }
    return code == KR_OK;
}

void kr_tables_reopen(struct kr_h5 *h5, struct kr_tables *self,
                      const struct kr_world *world, const struct kr_rolls *rolls,
                      kr_quarter first)
{
    if (!restore_rolls(self, world, rolls)) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return;
    }
    const int from = world->elapsed - (world->now - first);
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        struct kr_rows_writer *rows = &self->rows[s];
        if (is_kept(rows)) {
            const int records = records_between(from, world->elapsed, rows->keep->every);
            rows->roll.begun = records > 0;
            kr_rows_reopen(h5, rows, roll_of(self, s)->places, records);
        } else {
            kr_h5_without(h5, kr_keep_section_name((enum kr_keep_section)s));
        }
    }
}

void kr_tables_cut(struct kr_h5 *h5, struct kr_tables *self)
{
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        if (is_kept(&self->rows[s])) {
            kr_rows_cut(h5, &self->rows[s]);
        }
    }
}

void kr_tables_update(struct kr_h5 *h5, struct kr_tables *self,
                      const struct kr_model *model, const struct kr_world *world)
{
    // Numbers are given every quarter, so that they do not depend on what is kept.
    int code =
        self->by_number ? kr_roll_update(&self->employers, model->threads, world) : KR_OK;
    if (code == KR_OK && self->by_post) {
        code = kr_workplaces_update(&self->workplaces, model->threads, world,
                                    self->employers.place);
    }
    const struct kr_kept_choice choice = {.model = model,
                                          .world = world,
                                          .employer_number = self->employers.place,
                                          .workplaces = &self->workplaces};
    for (int s = 0; s < KR_KEEP_TABLES && code == KR_OK; s++) {
        struct kr_rows_writer *rows = &self->rows[s];
        rows->world = choice;
        if (kr_rows_turn(rows, world) && roll_of(self, s) == &rows->roll) {
            code = kr_rows_update(rows, choice, model->threads);
        }
    }
    if (code != KR_OK) {
        kr_h5_fail_code(h5, code, "%s: %s for the places of persons and employers",
                        h5->name, kr_error_message(code));
    }
}

int64_t kr_tables_next_bytes(const struct kr_tables *self, const struct kr_model *model,
                             const struct kr_world *world)
{
    int64_t bytes = 0;
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        const struct kr_rows_writer *rows = &self->rows[s];
        if (kr_rows_turn(rows, world)) {
            const int32_t places = roll_of(self, s)->places;
            bytes += kr_rows_bytes(rows, places, model, false) +
                     (int64_t)sizeof(uint64_t) * (places - rows->written);
        }
    }
    return bytes;
}

void kr_tables_extend(struct kr_h5 *h5, struct kr_tables *self,
                      const struct kr_world *world)
{
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        self->turn[s] = kr_rows_turn(&self->rows[s], world);
        if (self->turn[s]) {
            kr_rows_extend(h5, &self->rows[s], roll_of(self, s));
        }
    }
}

void kr_tables_write(struct kr_tables *self, struct kr_chunks *chunks)
{
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        if (self->turn[s]) {
            kr_rows_write(&self->rows[s], roll_of(self, s), chunks);
        }
    }
}

void kr_tables_promise(struct kr_h5 *h5, struct kr_tables *self)
{
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        if (self->turn[s]) {
            kr_timeline_promise(h5, &self->rows[s].group);
        }
    }
}

void kr_tables_close(const struct kr_h5 *h5, struct kr_tables *self)
{
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        kr_rows_close(h5, &self->rows[s]);
    }
    kr_roll_free(&self->employers);
    kr_workplaces_free(&self->workplaces);
}

static int64_t roll_memory(const struct kr_roll *roll)
{
    const size_t place = sizeof *roll->id + sizeof *roll->row + sizeof *roll->gone;
    const size_t rows = roll->place != NULL ? (size_t)roll->rows : 0;
    return (int64_t)((size_t)roll->capacity * place + rows * sizeof *roll->place);
}

int64_t kr_tables_memory(const struct kr_tables *self)
{
    int64_t bytes = roll_memory(&self->employers) +
                    (int64_t)self->workplaces.room * KR_WORKPLACE_BYTES;
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        bytes += roll_memory(&self->rows[s].roll);
    }
    return bytes;
}

double kr_tables_bytes(const struct kr_tables *self, const struct kr_model *model,
                       const struct kr_tables_size *size)
{
    double bytes = 0;
    for (int s = 0; s < KR_KEEP_TABLES; s++) {
        const struct kr_rows_writer *rows = &self->rows[s];
        const enum kr_kept_table table = kr_keep_section_table((enum kr_keep_section)s);
        const double growth = NEWCOMERS[table];
        const double start =
            rows->keep->sample *
            (double)(table == KR_KEPT_PERSONS ? size->persons : size->employers);
        if (!is_kept(rows)) {
            continue;
        }
        for (int q = 0; q <= model->quarters; q += rows->keep->every) {
            const int64_t places = (int64_t)(start * (1 + growth * q));
            bytes += (double)kr_rows_bytes(rows, places, model, size->compressed);
        }
        bytes += (double)sizeof(uint64_t) * start * (1 + growth * model->quarters);
    }
    return bytes;
}
