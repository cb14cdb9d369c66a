// What a checkpoint says of itself, without reading the world.
#include "output/checkpoint.h"
#include "output/world_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Texts and numbers of the head of the file.
struct head {
    struct kr_result *file;
    int code;
};

static void take_text(struct head *head, const char *name, char *text, size_t size)
{
    if (head->code == KR_OK) {
        head->code = kr_result_attribute_text(head->file, "/", name, text, size);
    }
}

static double take_number(struct head *head, const char *path, const char *name)
{
    double value = 0.0;
    if (head->code == KR_OK) {
        head->code = kr_result_attribute_number(head->file, path, name, &value);
    }
    return value;
}

static uint64_t take_hash(struct head *head, const char *name)
{
    char text[64] = "";
    take_text(head, name, text, sizeof text);
    return strtoull(text, NULL, 16);
}

static void take_all(struct head *head, struct kr_checkpoint_info *info)
{
    take_text(head, "scenario", info->scenario, sizeof info->scenario);
    take_text(head, "krapte_version", info->version, sizeof info->version);
    take_text(head, "keep", info->keep, sizeof info->keep);
    info->quarter = (kr_quarter)take_number(head, "/", "quarter");
    info->elapsed = (int)take_number(head, "/", "elapsed");
    info->persons = (int64_t)take_number(head, "/persons", "rows");
    info->scale = take_number(head, "/", "scale");
    info->seed = take_hash(head, "seed");
    info->replicate = take_hash(head, "replicate");
    info->origin = take_hash(head, "origin");
    info->world_hash = take_hash(head, "world_hash");
}

int kr_checkpoint_info(const char *file, struct kr_checkpoint_info *info,
                       char error[1024])
{
    *info = (struct kr_checkpoint_info){.bytes = 0};
    error[0] = '\0';
    struct head head = {NULL, KR_OK};
    head.code = kr_result_open(&head.file, file);
    char format[64] = "";
    take_text(&head, "format", format, sizeof format);
    if (head.code == KR_OK && strcmp(format, KR_CHECKPOINT_FORMAT) != 0) {
        head.code = KR_ERROR(KR_ERR_FORMAT);
        (void)snprintf(error, 1024, "%s: this is no checkpoint", file);
    }
    take_all(&head, info);
    struct stat stat_of_file;
    info->bytes = stat(file, &stat_of_file) == 0 ? (int64_t)stat_of_file.st_size : 0;
    if (head.code != KR_OK && error[0] == '\0') {
        (void)snprintf(error, 1024, "%s", kr_result_error(head.file));
    }
    kr_result_close(head.file);
    return head.code;
}
