#include "output/roll.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "output/gather.h"

#include <stdlib.h>
#include <string.h>

// What is known of a row of the table while the roll is brought up to date.
enum mark { UNKNOWN, ON_ROLL, CANDIDATE };

// Places are added by so much at least, and by an eighth of those there are.
enum { LEAST_GROWTH = 1024, GROWTH_PART = 8 };

// Somebody who is not on the roll where he or she stands: a newcomer, or somebody back.
struct found {
    uint64_t id;
    kr_row row;
    bool is_back;
};

// Finds numbers by id: a table of twice as many slots as ids at least, with the next free
// slot for those that meet.
struct index {
    uint32_t *slot; // number + 1, 0 for a free one
    uint64_t mask;
};

// An update that is going on.
struct update {
    struct kr_roll *roll;
    const struct kr_world *world;
    kr_row rows;
    uint8_t *mark;   // [row]
    int32_t *before; // [block of rows] candidates in the blocks before
    uint64_t limit;  // of the sample
    int32_t count;   // candidates
    int32_t newcomers;
    struct found *found; // candidates, in order of id but for the first record
    struct index index;  // of `found`
};

static uint64_t sample_limit(double sample)
{
    return sample >= 1.0 ? UINT64_MAX : (uint64_t)(sample * 0x1p64);
}

static inline bool is_within(uint64_t id, uint64_t limit)
{
    return limit == UINT64_MAX || kr_mix64(id) < limit;
}

bool kr_roll_sampled(uint64_t id, double sample)
{
    return is_within(id, sample_limit(sample));
}

void kr_roll_init(struct kr_roll *self, const struct kr_roll_choice *choice)
{
    *self = (struct kr_roll){.choice = *choice};
}

void kr_roll_free(struct kr_roll *self)
{
    free(self->id);
    free(self->row);
    free(self->gone);
    free(self->first);
    free(self->place);
    *self = (struct kr_roll){0};
}

// Whether a row is in use, and by whom.
static inline bool occupant(const struct kr_world *world, enum kr_kept_table table,
                            kr_row row, uint64_t *id)
{
    if (table == KR_KEPT_PERSONS) {
        *id = world->persons.id[row];
        return world->persons.status[row] != KR_ABSENT;
    }
    *id = world->employers.at[row].id;
    return *id != 0;
}

// Room for `count` places.
static int make_room(struct kr_roll *self, int64_t count)
{
    if (count <= self->capacity) {
        return KR_OK;
    }
    int64_t capacity = self->capacity + self->capacity / GROWTH_PART + LEAST_GROWTH;
    capacity = capacity < count ? count : capacity;
    if (count > INT32_MAX - 1) {
        return KR_ERROR(KR_ERR_FULL);
    }
    capacity = capacity > INT32_MAX ? INT32_MAX : capacity;
    uint64_t *id = realloc(self->id, (size_t)capacity * sizeof *id);
    self->id = id != NULL ? id : self->id;
    kr_row *row = realloc(self->row, (size_t)capacity * sizeof *row);
    self->row = row != NULL ? row : self->row;
    uint8_t *gone = realloc(self->gone, (size_t)capacity);
    self->gone = gone != NULL ? gone : self->gone;
    const size_t stretches = (size_t)capacity / KR_GATHER_STRETCH + 1;
    kr_row *first = realloc(self->first, stretches * sizeof *first);
    self->first = first != NULL ? first : self->first;
    if (id == NULL || row == NULL || gone == NULL || first == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->capacity = (int32_t)capacity;
    return KR_OK;
}

static int index_init(struct index *self, int64_t count)
{
    uint64_t slots = 2;
    while (slots < 2 * (uint64_t)count) {
        slots *= 2;
    }
    self->mask = slots - 1;
    self->slot = calloc(slots, sizeof *self->slot);
    return self->slot != NULL ? KR_OK : KR_ERROR(KR_ERR_NO_MEMORY);
}

// Ids of one sample share their leading bits of kr_mix64: the low ones are used here.
static inline uint64_t first_slot(const struct index *self, uint64_t id)
{
    return kr_mix64(id) & self->mask;
}

static void index_add(struct index *self, uint64_t id, int32_t number)
{
    uint64_t at = first_slot(self, id);
    while (self->slot[at] != 0) {
        at = (at + 1) & self->mask;
    }
    self->slot[at] = (uint32_t)number + 1;
}

// Who of the roll is still in the same row.
static void check_places(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct update *update = context;
    const struct kr_roll *roll = update->roll;
    for (kr_row place = first; place < last; place++) {
        const kr_row row = roll->row[place];
        if (row == KR_NONE) {
            continue;
        }
        uint64_t id = 0;
        if (row < update->rows && occupant(update->world, roll->choice.table, row, &id) &&
            id == roll->id[place]) {
            update->mark[row] = ON_ROLL;
        } else {
            roll->row[place] = KR_NONE;
        }
    }
}

// Rows of a block that are not on the roll, and wanted.
static void mark_candidates(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct update *update = context;
    const struct kr_roll_choice *choice = &update->roll->choice;
    uint8_t wanted[KR_BLOCK_ROWS];
    int32_t count = 0;
    for (kr_row row = first; row < last; row++) {
        uint64_t id = 0;
        const bool is_new = update->mark[row] == UNKNOWN &&
                            occupant(update->world, choice->table, row, &id) &&
                            is_within(id, update->limit);
        wanted[row - first] = is_new;
        count += is_new;
    }
    if (count > 0 && choice->filter != NULL) {
        choice->filter(choice->context, update->world, first, last, wanted);
    }
    count = 0;
    for (kr_row row = first; row < last; row++) {
        if (wanted[row - first] != 0) {
            update->mark[row] = CANDIDATE;
            count++;
        }
    }
    update->before[kr_block_of(first)] = count;
}

// From candidates of each block to those before it.
static void sum_before(struct update *update)
{
    int32_t sum = 0;
    for (int block = 0; block < kr_block_count(update->rows); block++) {
        const int32_t here = update->before[block];
        update->before[block] = sum;
        sum += here;
    }
    update->count = sum;
}

// The first record: everybody gets the next place, in row order.
static void take_first(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct update *update = context;
    const struct kr_roll *roll = update->roll;
    int32_t place = update->before[kr_block_of(first)];
    for (kr_row row = first; row < last; row++) {
        if (update->mark[row] == CANDIDATE) {
            (void)occupant(update->world, roll->choice.table, row, &roll->id[place]);
            roll->row[place++] = row;
        }
    }
}

static void gather_found(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct update *update = context;
    struct found *found = &update->found[update->before[kr_block_of(first)]];
    for (kr_row row = first; row < last; row++) {
        if (update->mark[row] == CANDIDATE) {
            found->row = row;
            found->is_back = false;
            (void)occupant(update->world, update->roll->choice.table, row, &found->id);
            found++;
        }
    }
}

// Gives those who were on the roll before their old place.
static void take_back(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct update *update = context;
    const struct index *index = &update->index;
    const struct kr_roll *roll = update->roll;
    for (kr_row place = first; place < last; place++) {
        if (roll->row[place] != KR_NONE) {
            continue;
        }
        const uint64_t id = roll->id[place];
        uint64_t at = first_slot(index, id);
        for (; index->slot[at] != 0; at = (at + 1) & index->mask) {
            struct found *found = &update->found[index->slot[at] - 1];
            if (found->id == id) {
                found->is_back = true;
                roll->row[place] = found->row;
                break;
            }
        }
    }
}

static int by_id(const void *a, const void *b)
{
    const uint64_t x = ((const struct found *)a)->id;
    const uint64_t y = ((const struct found *)b)->id;
    return x < y ? -1 : x > y;
}

// A later record: who is back gets the old place, newcomers the next ones.
static int take_later(struct update *update, int threads)
{
    struct kr_roll *roll = update->roll;
    update->found = malloc(((size_t)update->count + 1) * sizeof *update->found);
    if (update->found == NULL || index_init(&update->index, update->count) != KR_OK) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_parallel_rows(threads, update->rows, gather_found, update);
    qsort(update->found, (size_t)update->count, sizeof *update->found, by_id);
    for (int32_t i = 0; i < update->count; i++) {
        index_add(&update->index, update->found[i].id, i);
    }
    kr_parallel_rows(threads, roll->places, take_back, update);
    for (int32_t i = 0; i < update->count; i++) {
        if (!update->found[i].is_back) {
            roll->id[roll->places] = update->found[i].id;
            roll->row[roll->places++] = update->found[i].row;
        }
    }
    return KR_OK;
}

static void place_rows(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_roll *roll = context;
    for (kr_row place = first; place < last; place++) {
        if (roll->row[place] != KR_NONE) {
            roll->place[roll->row[place]] = place;
        }
    }
}

// What the columns of a record need to know of stretches of places.
static void note_stretches(void *context, kr_row begin, kr_row last, int worker)
{
    (void)worker;
    const struct kr_roll *roll = context;
    for (kr_row place = begin; place < last; place++) {
        roll->gone[place] = roll->row[place] < 0;
    }
    for (kr_row place = begin; place < last; place += KR_GATHER_STRETCH) {
        const kr_row left = last - place;
        roll->first[place / KR_GATHER_STRETCH] = kr_gather_first(
            roll->row + place, left < KR_GATHER_STRETCH ? left : KR_GATHER_STRETCH,
            roll->table_rows);
    }
}

// What is read off the rows: by stretch of places, and by row where that is wanted.
static int turn_round(struct kr_roll *self, int threads, kr_row rows)
{
    self->table_rows = rows;
    kr_parallel_rows(threads, self->places, note_stretches, self);
    if (!self->choice.by_row) {
        return KR_OK;
    }
    if (rows > self->rows) {
        int32_t *place = realloc(self->place, (size_t)rows * sizeof *place);
        if (place == NULL) {
            return KR_ERROR(KR_ERR_NO_MEMORY);
        }
        self->place = place;
    }
    self->rows = rows;
    for (kr_row row = 0; row < rows; row++) {
        self->place[row] = KR_NONE;
    }
    kr_parallel_rows(threads, self->places, place_rows, self);
    return KR_OK;
}

static int take_up(struct update *update, int threads)
{
    struct kr_roll *roll = update->roll;
    const bool is_first = !roll->begun;
    kr_parallel_rows(threads, roll->places, check_places, update);
    kr_parallel_rows(threads, update->rows, mark_candidates, update);
    sum_before(update);
    if (update->count == 0) {
        return KR_OK;
    }
    int code = make_room(roll, (int64_t)roll->places + update->count);
    if (code == KR_OK && is_first) {
        roll->places = update->count;
        kr_parallel_rows(threads, update->rows, take_first, update);
    } else if (code == KR_OK) {
        code = take_later(update, threads);
    }
    return code;
}

int kr_roll_update(struct kr_roll *self, int threads, const struct kr_world *world)
{
    const kr_row rows = kr_kept_row_count(self->choice.table, world);
    struct update update = {.roll = self,
                            .world = world,
                            .rows = rows,
                            .limit = sample_limit(self->choice.sample)};
    update.mark = calloc((size_t)rows + 1, sizeof *update.mark);
    update.before = calloc((size_t)kr_block_count(rows) + 1, sizeof *update.before);
    int code = update.mark != NULL && update.before != NULL ? take_up(&update, threads)
                                                            : KR_ERR_NO_MEMORY;
    free(update.mark);
    free(update.before);
    free(update.found);
    free(update.index.slot);
    self->begun = true;
    return code == KR_OK ? turn_round(self, threads, rows) : KR_ERROR(code);
}

// Finds every occupant of the world among the ids of the roll.
static void seat(struct kr_roll *self, const struct index *index,
                 const struct kr_world *world, kr_row rows)
{
    for (kr_row row = 0; row < rows; row++) {
        uint64_t id = 0;
        if (!occupant(world, self->choice.table, row, &id)) {
            continue;
        }
        uint64_t at = first_slot(index, id);
        while (index->slot[at] != 0 && self->id[index->slot[at] - 1] != id) {
            at = (at + 1) & index->mask;
        }
        if (index->slot[at] != 0) {
            self->row[index->slot[at] - 1] = row;
        }
    }
}

int kr_roll_restore(struct kr_roll *self, const uint64_t *ids, int32_t count,
                    const struct kr_world *world)
{
    const kr_row rows = kr_kept_row_count(self->choice.table, world);
    struct index index = {0};
    self->places = 0;
    int code = make_room(self, count);
    code = code == KR_OK ? index_init(&index, count) : code;
    for (int32_t place = 0; code == KR_OK && place < count; place++) {
        self->id[place] = ids[place];
        self->row[place] = KR_NONE;
        index_add(&index, ids[place], place);
    }
    if (code == KR_OK) {
        self->places = count;
        self->begun = count > 0;
        seat(self, &index, world, rows);
        code = turn_round(self, 1, rows);
    }
    free(index.slot);
    return code;
}
