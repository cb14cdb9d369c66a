#include "cmd/forecast.h"

#include "cmd/machine.h"
#include "cmd/text.h"
#include "output/census.h"
#include "scenarios/population.h"
#include "sim/run.h"

// Nanoseconds of one thread, rounded up from what a two-core laptop takes: for telling
// seconds from minutes, not more.
static const double POPULATION_NS_PER_PERSON = 1500.0;
static const double QUARTER_NS_PER_PERSON = 200.0;
static const double OUTPUT_NS_PER_BYTE = 12.0;
// More threads than this no longer help: memory is the limit.
static const double USEFUL_THREADS = 8.0;

struct kr_forecast kr_forecast_of(const struct kr_model *model,
                                  const struct kr_output_options *output, int worlds)
{
    const struct kr_population_size size =
        kr_population_size_of(model->country, model->scale, model->quarters);
    struct kr_forecast forecast = {
        .persons = size.persons,
        .employers = size.employers,
        .memory_bytes =
            worlds * kr_run_bytes(model->country, model->scale, model->quarters),
        .memory_available = kr_memory_available(),
        .disk_available = -1,
    };
    if (output != NULL) {
        forecast.memory_bytes +=
            worlds * kr_census_bytes(size.persons, size.posts, &output->breakdowns);
        forecast.disk_bytes =
            kr_output_bytes(model, output, size.persons, size.employers);
        forecast.disk_available = kr_disk_available(output->file);
    }
    const double threads =
        model->threads < USEFUL_THREADS ? (double)model->threads : USEFUL_THREADS;
    const double per_person =
        POPULATION_NS_PER_PERSON + QUARTER_NS_PER_PERSON * (double)model->quarters;
    forecast.seconds = 1e-9 * (worlds * (double)size.persons * per_person / threads +
                               OUTPUT_NS_PER_BYTE * (double)forecast.disk_bytes);
    return forecast;
}

static void print_amount(FILE *out, const char *name, int64_t bytes, int64_t available)
{
    char need[KR_NUMBER_SIZE];
    kr_bytes_text(need, (double)bytes);
    fprintf(out, "%-10s about %s", name, need);
    if (available >= 0) {
        char have[KR_NUMBER_SIZE];
        kr_bytes_text(have, (double)available);
        fprintf(out, " of %s available", have);
    }
    fputc('\n', out);
}

void kr_forecast_print(const struct kr_forecast *forecast, FILE *out)
{
    print_amount(out, "memory", forecast->memory_bytes, forecast->memory_available);
    if (forecast->disk_bytes > 0) {
        print_amount(out, "disk", forecast->disk_bytes, forecast->disk_available);
    }
    char time[KR_NUMBER_SIZE];
    kr_time_text(time, forecast->seconds);
    fprintf(out, "%-10s about %s\n", "time", time);
}

static enum kr_exit refuse(const char *what, int64_t need, int64_t have,
                           const char *remedy)
{
    char needed[KR_NUMBER_SIZE];
    char available[KR_NUMBER_SIZE];
    kr_bytes_text(needed, (double)need);
    kr_bytes_text(available, (double)have);
    fprintf(stderr,
            "krapte: not started: too little %s: about %s needed, %s available. %s\n",
            what, needed, available, remedy);
    return KR_EXIT_USAGE;
}

enum kr_exit kr_forecast_check(const struct kr_forecast *forecast)
{
    if (forecast->memory_available >= 0 &&
        forecast->memory_bytes > forecast->memory_available) {
        return refuse("memory", forecast->memory_bytes, forecast->memory_available,
                      "A smaller world needs less: try --scale 0.1");
    }
    if (forecast->disk_available >= 0 &&
        forecast->disk_bytes > forecast->disk_available) {
        return refuse("disk", forecast->disk_bytes, forecast->disk_available,
                      "Name another folder with -o, or keep fewer columns");
    }
    return KR_EXIT_DONE;
}
