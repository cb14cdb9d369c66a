#include "scenarios/yaml.h"

#include "scenarios/diagnostics.h"
#include "scenarios/file.h"

#include <libfyaml.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEEPEST = 16,         // nesting that scenario files never need
    MOST_ENTRIES = 20000, // entries of all maps and lists, merged ones included
};

struct anchor {
    const char *name;
    struct kr_yaml *node;
};

// The tree being built from the parser's events.
struct builder {
    struct kr_yaml_document *document;
    struct kr_diag *diag;
    struct kr_yaml *open[DEEPEST]; // maps and lists not yet ended, outermost first
    int depth;
    struct anchor *anchors;
    size_t anchor_count, anchor_room;
    size_t entries;
    bool stopped; // a mistake after which the tree makes no sense
    bool out_of_memory;
};

// Zeroed memory that is freed with the document; NULL when there is none.
static void *own(struct builder *self, size_t size)
{
    struct kr_yaml_document *document = self->document;
    if (document->owned_count == document->owned_room) {
        const size_t room = document->owned_room == 0 ? 64 : document->owned_room * 2;
        void **grown = realloc(document->owned, room * sizeof *grown);
        if (grown == NULL) {
            self->out_of_memory = true;
            return NULL;
        }
        document->owned = grown;
        document->owned_room = room;
    }
    void *memory = calloc(1, size);
    self->out_of_memory |= memory == NULL;
    if (memory != NULL) {
        document->owned[document->owned_count++] = memory;
    }
    return memory;
}

static void stop(struct builder *self, struct kr_place place, const char *text)
{
    kr_diag_add(self->diag, kr_diagnostic_code(KR_D_YAML_SYNTAX), place, "%s", text);
    self->stopped = true;
}

static struct kr_place place_of(const struct builder *self, struct fy_event *event)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    struct kr_place place = {self->document->path, 1, 1};
    if (mark != NULL) {
        // The mark of a quoted text is behind its quote.
        const enum fy_node_style style = fy_event_get_node_style(event);
        const bool quoted = style == FYNS_SINGLE_QUOTED || style == FYNS_DOUBLE_QUOTED;
        place.line = mark->line + 1;
        place.column = mark->column + (quoted ? 0 : 1);
        return place;
    }
    // A value that is not there stands where its key does.
    const struct kr_yaml *parent = self->depth > 0 ? self->open[self->depth - 1] : NULL;
    if (parent != NULL && parent->count > 0) {
        return parent->entries[parent->count - 1].key_place;
    }
    return place;
}

// The text of a token in memory of the document; "" when there is none.
static const char *text_of(struct builder *self, struct fy_token *token)
{
    size_t length = 0;
    const char *text = token != NULL ? fy_token_get_text(token, &length) : NULL;
    char *copy = own(self, length + 1);
    if (copy != NULL && text != NULL) {
        memcpy(copy, text, length);
    }
    return copy != NULL ? copy : "";
}

static void add_anchor(struct builder *self, struct fy_event *event, struct kr_yaml *node)
{
    struct fy_token *token = fy_event_get_anchor_token(event);
    if (token == NULL) {
        return;
    }
    if (self->anchor_count == self->anchor_room) {
        const size_t room = self->anchor_room == 0 ? 16 : self->anchor_room * 2;
        struct anchor *grown = realloc(self->anchors, room * sizeof *grown);
        if (grown == NULL) {
            self->out_of_memory = true;
            return;
        }
        self->anchors = grown;
        self->anchor_room = room;
    }
    self->anchors[self->anchor_count++] = (struct anchor){text_of(self, token), node};
}

// The node of an alias; the last anchor of a name counts.
static struct kr_yaml *find_anchor(struct builder *self, struct fy_event *event)
{
    const char *name = text_of(self, fy_event_get_token(event));
    size_t i = self->anchor_count;
    while (i > 0 && strcmp(self->anchors[i - 1].name, name) != 0) {
        i--;
    }
    if (i == 0) {
        stop(self, place_of(self, event),
             "found an alias (*) without its anchor (&), expected the anchor before it");
        return NULL;
    }
    struct kr_yaml *node = self->anchors[i - 1].node;
    for (int d = 0; d < self->depth; d++) {
        if (self->open[d] == node) {
            stop(self, place_of(self, event),
                 "found an alias (*) inside its own anchor (&), expected it after that");
            return NULL;
        }
    }
    return node;
}

static struct kr_yaml_entry *add_entry(struct builder *self, struct kr_yaml *to)
{
    if (++self->entries > MOST_ENTRIES) {
        stop(self, to->place, "found too many entries, expected at most 20000");
        return NULL;
    }
    if (to->count == to->room) {
        const size_t room = to->room == 0 ? 8 : to->room * 2;
        struct kr_yaml_entry *grown = own(self, room * sizeof *grown);
        if (grown == NULL) {
            return NULL;
        }
        if (to->count > 0) {
            memcpy(grown, to->entries, to->count * sizeof *grown);
        }
        to->entries = grown;
        to->room = room;
    }
    struct kr_yaml_entry *entry = &to->entries[to->count++];
    *entry = (struct kr_yaml_entry){0};
    return entry;
}

static struct kr_yaml_entry *find_entry(const struct kr_yaml *map, const char *key,
                                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(map->entries[i].key, key) == 0) {
            return &map->entries[i];
        }
    }
    return NULL;
}

// True when the innermost open map waits for a key.
static bool wants_key(const struct builder *self)
{
    const struct kr_yaml *map = self->depth > 0 ? self->open[self->depth - 1] : NULL;
    return map != NULL && map->kind == KR_YAML_MAP &&
           (map->count == 0 || map->entries[map->count - 1].value != NULL);
}

static void add_key(struct builder *self, struct fy_event *event)
{
    struct kr_yaml *map = self->open[self->depth - 1];
    struct kr_yaml_entry *entry = add_entry(self, map);
    if (entry == NULL) {
        return;
    }
    entry->key = text_of(self, fy_event_get_token(event));
    entry->key_place = place_of(self, event);
    const struct kr_yaml_entry *before = find_entry(map, entry->key, map->count - 1);
    if (before != NULL) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_DUPLICATE_KEY), entry->key_place,
                    "found the key \"%s\" twice, expected it once; the first is on line "
                    "%d",
                    entry->key, before->key_place.line);
    }
}

// Hangs a node under the innermost open map or list.
static void attach(struct builder *self, struct kr_yaml *node)
{
    if (self->depth == 0) {
        self->document->root = node;
        return;
    }
    struct kr_yaml *parent = self->open[self->depth - 1];
    if (parent->kind == KR_YAML_MAP) {
        parent->entries[parent->count - 1].value = node;
        return;
    }
    struct kr_yaml_entry *entry = add_entry(self, parent);
    if (entry != NULL) {
        entry->key_place = node->place;
        entry->value = node;
    }
}

static struct kr_yaml *new_node(struct builder *self, struct fy_event *event,
                                enum kr_yaml_kind kind)
{
    struct kr_yaml *node = own(self, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
        node->text = "";
        node->place = place_of(self, event);
        add_anchor(self, event, node);
        attach(self, node);
    }
    return node;
}

static void open_node(struct builder *self, struct fy_event *event,
                      enum kr_yaml_kind kind)
{
    if (wants_key(self)) {
        stop(self, place_of(self, event),
             "found a list or map as a key, expected a word");
    } else if (self->depth == DEEPEST) {
        stop(self, place_of(self, event), "found too deep nesting, expected 16 at most");
    } else {
        struct kr_yaml *node = new_node(self, event, kind);
        self->open[self->depth++] = node;
    }
}

// Entries of `from` that `to` does not have itself.
static void merge_map(struct builder *self, struct kr_yaml *to,
                      const struct kr_yaml *from)
{
    for (size_t i = 0; i < from->count && !self->stopped; i++) {
        if (find_entry(to, from->entries[i].key, to->count) == NULL) {
            struct kr_yaml_entry *entry = add_entry(self, to);
            if (entry != NULL) {
                *entry = from->entries[i];
            }
        }
    }
}

// `<<: *anchor` or `<<: [*one, *two]`: what a map takes over from others.
static void merge(struct builder *self, struct kr_yaml *map)
{
    struct kr_yaml_entry *found = find_entry(map, "<<", map->count);
    if (found == NULL) {
        return;
    }
    const struct kr_yaml *value = found->value;
    memmove(found, found + 1,
            (size_t)(map->entries + map->count - (found + 1)) * sizeof *found);
    map->count--;
    if (value->kind == KR_YAML_MAP) {
        merge_map(self, map, value);
        return;
    }
    bool maps = value->kind == KR_YAML_LIST;
    for (size_t i = 0; maps && i < value->count; i++) {
        maps = value->entries[i].value->kind == KR_YAML_MAP;
    }
    if (!maps) {
        stop(self, value->place,
             "found text behind <<, expected a map or a list of maps");
        return;
    }
    for (size_t i = 0; i < value->count; i++) {
        merge_map(self, map, value->entries[i].value);
    }
}

static void close_node(struct builder *self)
{
    struct kr_yaml *node = self->open[--self->depth];
    if (node->kind == KR_YAML_MAP) {
        merge(self, node);
    }
}

static void take_event(struct builder *self, struct fy_event *event)
{
    struct kr_yaml *node = NULL;
    switch ((int)event->type) {
    case FYET_DOCUMENT_START:
        if (self->document->root != NULL) {
            stop(self, place_of(self, event),
                 "found a second document (---), expected one in a file");
        }
        break;
    case FYET_MAPPING_START:
        open_node(self, event, KR_YAML_MAP);
        break;
    case FYET_SEQUENCE_START:
        open_node(self, event, KR_YAML_LIST);
        break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        close_node(self);
        break;
    case FYET_SCALAR:
        if (wants_key(self)) {
            add_key(self, event);
        } else if ((node = new_node(self, event, KR_YAML_TEXT)) != NULL) {
            node->text = text_of(self, fy_event_get_token(event));
        }
        break;
    case FYET_ALIAS:
        if (wants_key(self)) {
            stop(self, place_of(self, event), "found an alias as a key, expected a word");
        } else if ((node = find_anchor(self, event)) != NULL) {
            attach(self, node);
        }
        break;
    default:
        break;
    }
}

// Passes on what libfyaml has found.
static void report_syntax(const struct builder *self, struct fy_diag *found)
{
    const size_t before = self->diag->count + self->diag->dropped;
    void *at = NULL;
    const struct fy_diag_error *error;
    while ((error = fy_diag_errors_iterate(found, &at)) != NULL) {
        if (error->line > 0 && error->msg != NULL) {
            const struct kr_place place = {self->document->path, error->line,
                                           error->column > 0 ? error->column : 1};
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_YAML_SYNTAX), place,
                        "found %s, expected YAML", error->msg);
        }
    }
    if (self->diag->count + self->diag->dropped == before) {
        const struct kr_place place = {self->document->path, 1, 1};
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_YAML_SYNTAX), place,
                    "found text that cannot be read as YAML, expected YAML");
    }
}

static void build(struct builder *self, struct fy_parser *parser, struct fy_diag *found)
{
    struct fy_event *event;
    while (!self->stopped && !self->out_of_memory &&
           (event = fy_parser_parse(parser)) != NULL) {
        take_event(self, event);
        fy_parser_event_free(parser, event);
    }
    if (fy_parser_get_stream_error(parser)) {
        report_syntax(self, found);
        self->stopped = true;
    }
}

int kr_yaml_parse(struct kr_yaml_document *self, const char *path, const char *text,
                  size_t size, struct kr_diag *diag)
{
    *self = (struct kr_yaml_document){.path = strdup(path)};
    if (self->path == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    if (!kr_text_check(path, text, size, diag)) {
        return KR_OK;
    }
    struct fy_diag_cfg settings;
    fy_diag_cfg_default(&settings);
    settings.fp = NULL;
    settings.colorize = false;
    struct fy_diag *found = fy_diag_create(&settings);
    if (found == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    fy_diag_set_collect_errors(found, true);
    const struct fy_parse_cfg how = {
        .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE, .diag = found};
    struct fy_parser *parser = fy_parser_create(&how);
    struct builder builder = {.document = self, .diag = diag};
    if (parser != NULL && fy_parser_set_string(parser, text, size) == 0) {
        build(&builder, parser, found);
    } else {
        builder.out_of_memory = true;
    }
    if (parser != NULL) {
        fy_parser_destroy(parser);
    }
    fy_diag_destroy(found);
    free(builder.anchors);
    if (builder.stopped) {
        self->root = NULL;
    }
    return builder.out_of_memory ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

void kr_yaml_free(struct kr_yaml_document *self)
{
    for (size_t i = 0; i < self->owned_count; i++) {
        free(self->owned[i]);
    }
    free(self->owned);
    free(self->path);
    *self = (struct kr_yaml_document){0};
}

const struct kr_yaml *kr_yaml_find(const struct kr_yaml *map, const char *key)
{
    const struct kr_yaml_entry *entry =
        map->kind == KR_YAML_MAP ? find_entry(map, key, map->count) : NULL;
    return entry != NULL ? entry->value : NULL;
}

const char *kr_yaml_kind_word(const struct kr_yaml *node)
{
    if (node->kind == KR_YAML_TEXT) {
        return node->text[0] == '\0' ? "nothing" : "a value";
    }
    return node->kind == KR_YAML_MAP ? "a map of keys and values" : "a list";
}
