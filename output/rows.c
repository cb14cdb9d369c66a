#include "output/rows.h"

#include "output/bits.h"
#include "output/gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_MEANINGS = KR_KEPT_WORDS * (KR_KEPT_WORD + 1), LONGEST_COMMENT = 600 };

enum { CHUNK_BYTES = 128 }; // of the index, and of sums, for each chunk

void kr_rows_init(struct kr_rows_writer *self, enum kr_keep_section section,
                  const struct kr_keep_list *keep)
{
    *self = (struct kr_rows_writer){
        .section = section, .keep = keep, .axis = -1, .id = -1, .number = -1};
    const enum kr_kept_table table = kr_keep_section_table(section);
    for (size_t c = 0; keep->every > 0 && c < kr_kept_count(table); c++) {
        if (keep->column[c]) {
            self->kept[self->columns] = kr_kept_at(table, c);
            self->column[self->columns++] = (struct kr_long_column){.dataset = -1};
        }
    }
}

// The words of the codes, as the CF conventions have them.
static void write_flags(struct kr_h5 *h5, hid_t dataset,
                        const struct kr_kept_column *column, const struct kr_model *model)
{
    struct kr_kept_words words;
    char meanings[LONGEST_MEANINGS] = "";
    size_t used = 0;
    kr_kept_words_of(column, model, &words);
    for (int i = 0; i < words.count; i++) {
        used += (size_t)snprintf(meanings + used, sizeof meanings - used, "%s%s",
                                 i > 0 ? " " : "", words.word[i]);
    }
    const struct kr_h5_codes codes = {column->type, words.value, words.count};
    const bool masks = column->codes == KR_CODES_MASKS;
    kr_h5_codes(h5, dataset, masks ? "flag_masks" : "flag_values", &codes);
    kr_h5_text(h5, dataset, "flag_meanings", meanings);
}

static const char *axis_name(enum kr_keep_section section)
{
    return kr_keep_section_table(section) == KR_KEPT_PERSONS ? "person" : "employer";
}

// A column with its units, names, codes and their words.
static hid_t open_column(struct kr_h5 *h5, struct kr_rows_writer *self,
                         const struct kr_kept_column *column,
                         const struct kr_h5_plan *storage, const struct kr_model *model)
{
    struct kr_h5_plan plan = *storage;
    char comment[LONGEST_COMMENT];
    (void)snprintf(comment, sizeof comment,
                   "%s%sState at the end of the quarter. %d for who is gone or not there "
                   "yet.",
                   column->comment, column->comment[0] != '\0' ? " " : "",
                   (int)column->blank);
    char blank[sizeof(double)];
    kr_kept_blank(column, blank);
    plan.name = column->name;
    plan.type = kr_h5_type(column->type);
    plan.unit = column->unit[0] != '\0' ? column->unit : "1";
    plan.long_name = column->long_name;
    plan.comment = comment;
    plan.fill = column->blank != 0 ? blank : NULL;
    plan.bits = kr_stored_bits(column->type, kr_kept_bits(column, model));
    plan.unshuffled = !kr_column_shuffled(column);
    const hid_t dataset = kr_h5_dataset(h5, self->group.id, &plan);
    if (column->codes != KR_CODES_NONE && h5->code == KR_OK) {
        write_flags(h5, dataset, column, model);
    }
    kr_h5_attach(h5, dataset, self->group.time, 0);
    kr_h5_attach(h5, dataset, self->axis, 1);
    return dataset;
}

// A number per place that never changes.
static hid_t open_constant(struct kr_h5 *h5, struct kr_rows_writer *self,
                           const struct kr_h5_plan *words)
{
    struct kr_h5_plan plan = *words;
    plan.rank = 1;
    plan.most[0] = H5S_UNLIMITED;
    plan.chunk[0] = self->chunk;
    plan.unit = "1";
    const hid_t dataset = kr_h5_dataset(h5, self->group.id, &plan);
    kr_h5_attach(h5, dataset, self->axis, 0);
    return dataset;
}

static void open_constants(struct kr_h5 *h5, struct kr_rows_writer *self)
{
    const struct kr_h5_plan id = {
        .name = "id",
        .type = H5T_STD_U64LE,
        .long_name = "permanent identity",
        .comment = "Who has the place, for good: nobody else gets it. Those of the first "
                   "record come first, then who entered, record by record."};
    self->id = open_constant(h5, self, &id);
    if (kr_keep_section_table(self->section) == KR_KEPT_EMPLOYERS) {
        const struct kr_h5_plan number = {
            .name = "number",
            .type = H5T_STD_I32LE,
            .long_name = "permanent number of the employer",
            .comment = "What `employer` of a person says. Equal to the place on the axis "
                       "where all employers are kept."};
        self->number = open_constant(h5, self, &number);
    }
}

// Who is on the axis, as the user asked for it.
static void write_selection(struct kr_h5 *h5, const struct kr_rows_writer *self)
{
    char text[KR_KEEP_SELECTION];
    kr_keep_selection(self->keep, text);
    kr_h5_text(h5, self->group.id, "selection", text);
}

hsize_t kr_rows_chunk(int64_t places)
{
    hsize_t chunk = KR_ROWS_SMALLEST;
    while (chunk < KR_ROWS_CHUNK && (int64_t)chunk < places) {
        chunk *= 2;
    }
    return chunk;
}

static hsize_t chunk_of(const struct kr_rows_writer *self,
                        const struct kr_rows_options *options)
{
    return kr_rows_chunk((int64_t)(self->keep->sample * options->capacity));
}

static struct kr_long_column long_column(struct kr_h5 *h5,
                                         const struct kr_rows_writer *self,
                                         const struct kr_kept_column *column,
                                         const struct kr_model *model, hid_t dataset)
{
    const enum kr_kept_table table = kr_keep_section_table(self->section);
    const double bits = kr_column_compressed_bits(column, table, model);
    return (struct kr_long_column){dataset, column->type, kr_h5_storage_of(h5, dataset),
                                   (size_t)(bits * (double)self->chunk / 8)};
}

void kr_rows_open(struct kr_h5 *h5, struct kr_rows_writer *self,
                  const struct kr_rows_options *options)
{
    if (self->columns == 0) {
        return;
    }
    const struct kr_timeline_titles titles = {
        kr_keep_section_name(self->section), kr_keep_section_meaning(self->section),
        "The starting world. The same place is the same person or employer at all times. "
        "Who once passed the selection at a record keeps the place."};
    kr_timeline_open(h5, &self->group, &titles);
    write_selection(h5, self);
    kr_h5_text(
        h5, self->group.id, "comment",
        kr_keep_section_table(self->section) == KR_KEPT_PERSONS
            ? "A row is an agent, which stands for 1 / `scale` persons of the "
              "country. Who is there has a `status` above 0."
            : "A row is an agent, which stands for 1 / `scale` employers of the "
              "country. Who is there has a `since` other than -32768; without staff "
              "for a while, too.");
    self->axis =
        kr_h5_axis(h5, self->group.id, axis_name(self->section), 0, H5S_UNLIMITED);
    self->chunk = chunk_of(self, options);
    open_constants(h5, self);
    const struct kr_h5_plan storage = {.rank = 2,
                                       .most = {H5S_UNLIMITED, H5S_UNLIMITED},
                                       .chunk = {1, self->chunk},
                                       .deflate = options->deflate};
    for (int c = 0; c < self->columns; c++) {
        const struct kr_kept_column *column = &self->kept[c];
        const hid_t dataset = open_column(h5, self, column, &storage, options->model);
        self->column[c] = long_column(h5, self, column, options->model, dataset);
    }
}

void kr_rows_cut(struct kr_h5 *h5, struct kr_rows_writer *self)
{
    kr_timeline_promise(h5, &self->group);
    kr_h5_flush(h5);
    const hsize_t size[] = {self->group.records, self->extent};
    for (int c = 0; c < self->columns; c++) {
        kr_h5_extend(h5, self->column[c].dataset, size);
    }
    kr_timeline_cut(h5, &self->group);
}

// A data set that grows with places, as it was left; -1 after a failure.
static hid_t reopen(struct kr_h5 *h5, const struct kr_rows_writer *self, const char *name,
                    hsize_t *places)
{
    hsize_t size[KR_H5_RANK] = {0};
    const int rank = kr_h5_size_of(h5, self->group.id, name, size);
    *places = rank > 0 ? size[rank - 1] : 0;
    return kr_h5_open_dataset(h5, self->group.id, name);
}

// A column must be made of the same chunks as the identities.
static void check_chunk(struct kr_h5 *h5, const struct kr_rows_writer *self,
                        const struct kr_kept_column *column, hid_t dataset)
{
    const hsize_t chunk = kr_h5_chunk_of(h5, dataset, column->type);
    if (h5->code == KR_OK && (chunk != self->chunk || chunk % KR_ROWS_SMALLEST != 0 ||
                              chunk > KR_ROWS_CHUNK)) {
        kr_h5_fail_code(h5, KR_ERR_FORMAT,
                        "%s: the chunks of '%s' have another size than this program "
                        "gives them, so the file cannot be gone on with",
                        h5->name, column->name);
    }
}

static bool is_written(const void *context, const char *name)
{
    const struct kr_rows_writer *self = context;
    bool written = strcmp(name, "id") == 0 || strcmp(name, "number") == 0;
    for (int c = 0; c < self->columns; c++) {
        written = written || strcmp(name, self->kept[c].name) == 0;
    }
    return written;
}

void kr_rows_reopen(struct kr_h5 *h5, struct kr_rows_writer *self, int32_t places,
                    int complete)
{
    kr_timeline_reopen(h5, &self->group, kr_keep_section_name(self->section), complete);
    self->axis = reopen(h5, self, axis_name(self->section), &self->extent);
    self->id = reopen(h5, self, "id", &self->extent);
    self->chunk = kr_h5_chunk_of(h5, self->id, KR_U64);
    if (kr_keep_section_table(self->section) == KR_KEPT_EMPLOYERS) {
        self->number = reopen(h5, self, "number", &self->extent);
    }
    for (int c = 0; c < self->columns; c++) {
        const struct kr_kept_column *column = &self->kept[c];
        const hid_t dataset = reopen(h5, self, column->name, &self->extent);
        check_chunk(h5, self, column, dataset);
        self->column[c] = (struct kr_long_column){dataset, column->type,
                                                  kr_h5_storage_of(h5, dataset), 0};
    }
    // A roll that is shared may have taken up more since the last record.
    self->written = self->extent < (hsize_t)places ? (int32_t)self->extent : places;
    if (h5->code == KR_OK && self->extent < (hsize_t)self->roll.places) {
        kr_h5_fail_code(h5, KR_ERR_FORMAT, "%s: /%s has %llu places and %d are needed",
                        h5->name, kr_keep_section_name(self->section),
                        (unsigned long long)self->extent, self->roll.places);
    }
    kr_timeline_only(h5, &self->group, is_written, self);
}

bool kr_rows_turn(const struct kr_rows_writer *self, const struct kr_world *world)
{
    return self->columns > 0 && world->elapsed % self->keep->every == 0;
}

static void pass_filters(const void *context, const struct kr_world *world, kr_row first,
                         kr_row last, uint8_t *wanted)
{
    (void)world;
    const struct kr_rows_writer *self = context;
    kr_keep_pass(self->keep, &self->world, first, last, wanted);
}

static struct kr_roll_choice choice_of(const struct kr_rows_writer *self)
{
    return (struct kr_roll_choice){.table = kr_keep_section_table(self->section),
                                   .sample = self->keep->sample,
                                   .filter =
                                       self->keep->filters > 0 ? pass_filters : NULL,
                                   .context = self};
}

int kr_rows_restore(struct kr_rows_writer *self, const struct kr_roll_ids *ids,
                    const struct kr_world *world)
{
    self->roll.choice = choice_of(self);
    return kr_roll_restore(&self->roll, ids->id, ids->places, world);
}

int kr_rows_update(struct kr_rows_writer *self, struct kr_kept_choice world, int threads)
{
    self->world = world;
    self->roll.choice = choice_of(self);
    return kr_roll_update(&self->roll, threads, world.world);
}

// What a team looks values up with.
struct filling {
    const struct kr_rows_writer *writer;
    const struct kr_roll *roll;
};

static void fill(const void *context, int column, kr_row first, kr_row last, void *values)
{
    const struct filling *filling = context;
    const struct kr_kept_column *kept = &filling->writer->kept[column];
    const kr_row places = filling->roll->places;
    struct kr_kept_choice choice = filling->writer->world;
    choice.row = filling->roll->row + first;
    choice.count = (last < places ? last : places) - first;
    choice.count = choice.count > 0 ? choice.count : 0;
    choice.gone = filling->roll->gone + first;
    choice.first = filling->roll->first + first / KR_GATHER_STRETCH;
    kr_kept_gather(kept, &choice, values);

    // The rest of the last chunk will be read once there are more places.
    const size_t size = kr_type_size(kept->type);
    char blank[sizeof(double)];
    kr_kept_blank(kept, blank);
    for (kr_row place = first + choice.count; place < last; place++) {
        memcpy((char *)values + (size_t)(place - first) * size, blank, size);
    }
}

static void write_newcomers(struct kr_h5 *h5, const struct kr_rows_writer *self,
                            const struct kr_roll *roll)
{
    const hsize_t places = (hsize_t)roll->places;
    const hsize_t before = (hsize_t)self->written;
    const struct kr_h5_box box = {{before}, {places - before}};
    kr_h5_extend(h5, self->axis, &self->extent);
    kr_h5_extend(h5, self->id, &self->extent);
    kr_h5_write(h5, self->id, &box, H5T_NATIVE_UINT64, roll->id + before);
    if (self->number < 0) {
        return;
    }
    int32_t *number = malloc((size_t)(places - before + 1) * sizeof *number);
    if (number == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return;
    }
    for (hsize_t place = before; place < places; place++) {
        number[place - before] = roll == &self->roll
                                     ? self->world.employer_number[roll->row[place]]
                                     : (int32_t)place;
    }
    kr_h5_extend(h5, self->number, &self->extent);
    kr_h5_write(h5, self->number, &box, H5T_NATIVE_INT32, number);
    free(number);
}

void kr_rows_extend(struct kr_h5 *h5, struct kr_rows_writer *self,
                    const struct kr_roll *roll)
{
    kr_timeline_next(h5, &self->group, self->world.world->now);
    if (self->extent < (hsize_t)roll->places) {
        self->extent = (hsize_t)roll->places;
    }
    write_newcomers(h5, self, roll);
    self->written = roll->places;
    const hsize_t size[] = {self->group.records, self->extent};
    for (int c = 0; c < self->columns; c++) {
        kr_h5_extend(h5, self->column[c].dataset, size);
    }
}

void kr_rows_write(struct kr_rows_writer *self, const struct kr_roll *roll,
                   struct kr_chunks *chunks)
{
    const struct filling filling = {self, roll};
    const hsize_t whole = ((hsize_t)roll->places + self->chunk - 1) / self->chunk;
    const struct kr_long_record record = {.column = self->column,
                                          .columns = self->columns,
                                          .record = self->group.records - 1,
                                          .rows = (kr_row)(whole * self->chunk),
                                          .chunk = self->chunk,
                                          .fill = fill,
                                          .context = &filling};
    kr_chunks_write(chunks, &record);
}

void kr_rows_close(const struct kr_h5 *h5, struct kr_rows_writer *self)
{
    for (int c = 0; c < self->columns; c++) {
        kr_h5_dataset_close(h5, &self->column[c].dataset);
    }
    if (self->columns > 0) {
        kr_h5_dataset_close(h5, &self->axis);
        kr_h5_dataset_close(h5, &self->id);
        kr_h5_dataset_close(h5, &self->number);
        kr_timeline_close(h5, &self->group);
    }
    kr_roll_free(&self->roll);
    self->columns = 0;
}

int64_t kr_rows_bytes(const struct kr_rows_writer *self, int64_t places,
                      const struct kr_model *model, bool compressed)
{
    const enum kr_kept_table table = kr_keep_section_table(self->section);
    double bits = 0;
    for (int c = 0; c < self->columns; c++) {
        const struct kr_kept_column *column = &self->kept[c];
        bits += compressed ? kr_column_compressed_bits(column, table, model)
                           : kr_stored_bits(column->type, kr_kept_bits(column, model));
    }
    // The last chunk of a column is written whole; its blanks take nothing once
    // compressed.
    const int64_t usual = (int64_t)kr_rows_chunk(places);
    const int64_t chunk = (int64_t)self->chunk > usual ? (int64_t)self->chunk : usual;
    const int64_t most = compressed ? places : places + chunk;
    return (int64_t)(bits / 8 * (double)most) +
           (int64_t)self->columns * CHUNK_BYTES * (places / chunk + 1);
}
