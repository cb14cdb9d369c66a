#include "output/pay_file.h"

#include "base/hash.h"
#include "output/timeline.h"
#include "sim/scratch.h"

static const char PATH[] = "/" KR_PAY_GROUP "/scale_cents";

static uint64_t hash_of(const double *cents, size_t count)
{
    return kr_hash_bytes(0, cents, count * sizeof *cents);
}

void kr_pay_write(struct kr_h5 *h5, const struct kr_model *model,
                  const struct kr_world *world)
{
    if (h5->code != KR_OK) {
        return;
    }
    const hsize_t sectors = (hsize_t)model->country->sectors;
    const hsize_t occupations = (hsize_t)model->country->occupations;
    const hid_t group = kr_h5_group(h5, KR_PAY_GROUP);
    kr_h5_text(h5, group, "title", "what the last payroll was paid by");
    hid_t sector = kr_dimension_scale(h5, group, KR_DIM_SECTOR, model);
    hid_t occupation = kr_dimension_scale(h5, group, KR_DIM_OCCUPATION, model);
    const struct kr_h5_plan plan = {.name = "scale_cents",
                                    .type = H5T_IEEE_F64LE,
                                    .rank = 2,
                                    .size = {sectors, occupations},
                                    .most = {sectors, occupations},
                                    .unit = "cents/hour",
                                    .long_name = "pay scale",
                                    .comment = "Before premiums; with what policies in "
                                               "force add."};
    hid_t dataset = kr_h5_dataset(h5, group, &plan);
    kr_h5_attach(h5, dataset, sector, 0);
    kr_h5_attach(h5, dataset, occupation, 1);
    const struct kr_h5_box all = {{0}, {sectors, occupations}};
    const double *cents = world->scratch->scale_cents;
    kr_h5_write(h5, dataset, &all, H5T_NATIVE_DOUBLE, cents);
    kr_h5_hash(h5, dataset, "hash", hash_of(cents, (size_t)(sectors * occupations)));
    kr_h5_dataset_close(h5, &dataset);
    kr_h5_dataset_close(h5, &occupation);
    kr_h5_dataset_close(h5, &sector);
    kr_h5_group_close(h5, group);
}

int kr_pay_read(const struct kr_world_reading *self)
{
    const size_t sectors = (size_t)self->model->country->sectors;
    const size_t occupations = (size_t)self->model->country->occupations;
    const struct kr_result_variable *variable = kr_result_find(self->file, PATH);
    if (variable == NULL || variable->rank != 2 || variable->size[0] != sectors ||
        variable->size[1] != occupations) {
        KR_MISTAKE(self, "there is no '%s' of %zu sectors and %zu occupations", PATH,
                   sectors, occupations);
        return KR_ERROR(KR_ERR_INPUT);
    }
    size_t count;
    const int code =
        kr_result_numbers(self->file, variable, &self->world->paid_cents, &count);
    if (code == KR_OK && kr_world_file_hash(self, PATH, "hash") !=
                             hash_of(self->world->paid_cents, count)) {
        KR_MISTAKE(self, "'%s' is damaged: its values are not those that were written",
                   PATH);
        return KR_ERROR(KR_ERR_INPUT);
    }
    return code;
}
