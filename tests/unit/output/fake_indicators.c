// Two figures in place of those of sim/, so that the tests know their values.
#include "sim/run.h"

static double unemployment_rate(const struct kr_model *model,
                                const struct kr_world *world)
{
    (void)model;
    return 3.5 + world->elapsed;
}

static double labour_force(const struct kr_model *model, const struct kr_world *world)
{
    return (double)world->persons.rows / model->scale;
}

const struct kr_indicator *kr_indicator_list(size_t *count)
{
    static const struct kr_indicator list[] = {
        {"unemployment_rate", "T01", "%", "unemployed, of the labour force",
         "As published.", unemployment_rate},
        {"labour_force", "", "persons", "employed and unemployed", "As published.",
         labour_force}};
    *count = sizeof list / sizeof list[0];
    return list;
}
