// Loads a country pack: files -> checked tables -> struct kr_country.
#include "base/hash.h"
#include "scenarios/pack_table.h"
#include "scenarios/scenario.h"

#include <stdlib.h>
#include <string.h>

// Places of the files of the list in order of name.
static void sort_files(const struct kr_pack *pack, size_t order[KR_FILE_COUNT])
{
    for (size_t i = 0; i < KR_FILE_COUNT; i++) {
        size_t at = i;
        for (; at > 0 && strcmp(pack->tables[order[at - 1]].file->name,
                                pack->tables[i].file->name) > 0;
             at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

// Over the bytes of all files in order of name; facts.csv changes no result.
static uint64_t hash_of_pack(const struct kr_pack *pack)
{
    size_t order[KR_FILE_COUNT];
    sort_files(pack, order);
    uint64_t hash = 0;
    for (size_t i = 0; i < KR_FILE_COUNT; i++) {
        const struct kr_pack_table *table = &pack->tables[order[i]];
        if (order[i] != KR_FILE_FACTS) {
            hash = kr_hash_bytes(hash, table->file->name, strlen(table->file->name));
            hash = kr_hash_word(hash, table->csv.hash);
        }
    }
    return hash;
}

int kr_country_load(const char *folder, struct kr_country *country, uint64_t *hash,
                    struct kr_diag *diag)
{
    *country = (struct kr_country){0};
    *hash = 0;
    const size_t mistakes_before = diag->count + diag->dropped;
    struct kr_pack pack = {.diag = diag, .country = country};
    kr_pack_read(&pack, folder);
    if (!pack.out_of_memory) {
        kr_pack_fill_lists(&pack);
        kr_pack_fill_people(&pack);
        kr_pack_fill_rates(&pack);
        kr_pack_fill_work(&pack);
        *hash = hash_of_pack(&pack);
    }
    int code = KR_OK;
    if (pack.out_of_memory) {
        code = KR_ERROR(KR_ERR_NO_MEMORY);
    } else if (diag->count + diag->dropped > mistakes_before) {
        code = KR_ERROR(KR_ERR_INPUT);
    }
    kr_pack_free(&pack);
    if (code != KR_OK) {
        kr_country_free(country);
    }
    return code;
}
