#include "base/error.h"
#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CODE(name, value, message) (value),
static const int codes[] = {KR_ERROR_LIST(CODE)};
#undef CODE

enum { CODES = sizeof codes / sizeof codes[0] };

static void every_code_has_a_message_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < CODES; i++) {
        const char *message = kr_error_message(codes[i]);
        assert_true(strlen(message) > 5);
        assert_string_not_equal(message, kr_error_message(-9999));
        for (int j = 0; j < i; j++) {
            assert_int_not_equal(codes[i], codes[j]);
            assert_string_not_equal(message, kr_error_message(codes[j]));
        }
    }
}

static void errors_are_negative_and_success_is_zero(void **state)
{
    (void)state;
    assert_int_equal(KR_OK, 0);
    for (int i = 0; i < CODES; i++) {
        assert_true(codes[i] < 0 || codes[i] == KR_OK);
    }
}

static void an_unknown_code_has_a_message_too(void **state)
{
    (void)state;
    assert_string_equal(kr_error_message(-9999), "unknown error");
    assert_string_equal(kr_error_message(1), "unknown error");
}

static void raising_an_error_returns_its_code(void **state)
{
    (void)state;
    assert_int_equal(KR_ERROR(KR_ERR_IO), KR_ERR_IO);
    assert_int_equal(setenv("KRAPTE_TRACE", "1", 1), 0);
    assert_int_equal(KR_ERROR(KR_ERR_BOOKS), KR_ERR_BOOKS);
    assert_int_equal(unsetenv("KRAPTE_TRACE"), 0);
}

// Runs KR_BUG_IF in a process of its own and returns how that ended.
static int status_of_bug_if(int condition)
{
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        fclose(stderr);
        KR_BUG_IF(condition != 0);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_broken_promise_stops_the_program(void **state)
{
    (void)state;
    const int broken = status_of_bug_if(1);
    assert_true(WIFSIGNALED(broken));
    assert_int_equal(WTERMSIG(broken), SIGABRT);
    const int kept = status_of_bug_if(0);
    assert_true(WIFEXITED(kept));
    assert_int_equal(WEXITSTATUS(kept), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_a_message_of_its_own),
        cmocka_unit_test(errors_are_negative_and_success_is_zero),
        cmocka_unit_test(an_unknown_code_has_a_message_too),
        cmocka_unit_test(raising_an_error_returns_its_code),
        cmocka_unit_test(a_broken_promise_stops_the_program),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
