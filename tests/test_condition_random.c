/*
 * test_condition_random.c: random conditions over random cases, against a second evaluator.
 *
 * The pairs are the same in each run of a seed. SUP_CONDITION_SEED and SUP_CONDITION_ROUNDS make
 * other ones and more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "condition_fixture.h"

#include "condition_model.h"
#include "condition_random.h"

enum {
    CASES = 400,
    CONDITIONS = 5000,
    CASES_EACH = 50,
    PAIRS = 60000 /* of conditions that may cover each other */
};

struct world {
    struct fixture fixture;
    struct random_text random;
    uint64_t seed;
    int rounds;
    struct sup__arena arena; /* of the cases */
    const struct sup__json *trees[CASES];
    struct sup__case cases[CASES];
    char *texts[CASES];
};

static uint64_t number_from(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);

    return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

static void world_begin(struct world *world)
{
    struct sup__mem mem;

    world->seed = number_from("SUP_CONDITION_SEED", 20260301);
    world->rounds = (int)number_from("SUP_CONDITION_ROUNDS", 1);
    printf("seed %llu\n", (unsigned long long)world->seed);
    random_seed(&world->random, world->seed);
    fixture_begin(&world->fixture);
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&world->arena, &mem);
}

/* The cases live in an arena of their own, so that conditions can come and go. */
static void make_cases(struct world *world)
{
    struct sup__arena swap = world->fixture.arena;

    sup__arena_reset(&world->arena);
    world->fixture.arena = world->arena;
    for (int i = 0; i < CASES; i++) {
        free(world->texts[i]);
        world->texts[i] = strdup(random_case(&world->random));
        world->trees[i] = fixture_json(&world->fixture, world->texts[i]);
        world->cases[i] = fixture_case(&world->fixture, world->texts[i]);
    }
    world->arena = world->fixture.arena;
    world->fixture.arena = swap;
}

static void world_end(struct world *world)
{
    for (int i = 0; i < CASES; i++) {
        free(world->texts[i]);
    }
    sup__arena_free(&world->arena);
    fixture_end(&world->fixture);
}

/* The only problems that the generator may run into. */
static void expect_arithmetic_problem(struct fixture *fixture, const char *text)
{
    for (uint32_t i = 0; i < fixture->told_count; i++) {
        const struct told *told = &fixture->told[i];

        if (told->severity == SUP__SEVERITY_ERROR && strstr(told->text, "decimals") == NULL &&
            strstr(told->text, "have no result") == NULL &&
            strstr(told->text, "too large beside") == NULL) {
            fail_msg("%s: %s: %s", text, told->pointer, told->text);
        }
    }
}

static void check_pair(struct world *world, const struct sup__condition *condition,
                       const struct sup__json *tree, uint32_t index)
{
    const struct sup__case *given = &world->cases[index];
    const struct sup__trace *steps = NULL;
    uint32_t count = 0;
    int32_t tested = sup__condition_test(condition, given);
    int expected = model_verdict(world->fixture.facts, tree, world->trees[index], FIXTURE_NOW);

    assert_true(
        sup__condition_explain(condition, "", given, &world->fixture.scratch, &steps, &count));
    if (tested != expected || steps[0].verdict != expected) {
        fail_msg("seed %llu: %s over %s is %d, explained as %d, the model says %d",
                 (unsigned long long)world->seed, world->random.text, world->texts[index],
                 (int)tested, (int)steps[0].verdict, expected);
    }
}

static void conditions_agree_with_a_second_evaluator(void **state)
{
    static struct world world;
    long pairs = 0;
    long refused = 0;
    long verdicts[3] = {0, 0, 0};

    (void)state;
    world_begin(&world);
    for (int round = 0; round < world.rounds; round++) {
        make_cases(&world);
        for (int i = 0; i < CONDITIONS; i++) {
            const char *text = random_condition(&world.random);
            const struct sup__condition *condition = NULL;
            const struct sup__json *tree = fixture_json(&world.fixture, text);
            uint32_t first = random_below(&world.random, CASES);

            if (fixture_compile(&world.fixture, text, &condition) != 1) {
                expect_arithmetic_problem(&world.fixture, text);
                refused++;
            } else {
                for (uint32_t j = 0; j < CASES_EACH; j++) {
                    uint32_t index = (first + j) % CASES;

                    check_pair(&world, condition, tree, index);
                    verdicts[sup__condition_test(condition, &world.cases[index])]++;
                    pairs++;
                    sup__arena_reset(&world.fixture.scratch);
                }
            }
            fixture_clear(&world.fixture);
        }
    }
    printf("%ld pairs: %ld false, %ld true, %ld unknown; %ld conditions refused\n", pairs,
           verdicts[0], verdicts[1], verdicts[2], refused);
    assert_true(pairs >= 200000 * (long)world.rounds);
    assert_true(refused < CONDITIONS * (long)world.rounds / 10);
    for (int verdict = 0; verdict < 3; verdict++) {
        assert_true(verdicts[verdict] > pairs / 20);
    }
    world_end(&world);
}

/* Whatever matches the later one has to match the earlier one, when that is claimed. */
static void check_cover(struct world *world, const struct sup__condition *earlier,
                        const struct sup__condition *later, const char *const *texts)
{
    for (uint32_t i = 0; i < CASES; i++) {
        if (sup__condition_test(later, &world->cases[i]) == SUP__TRUE &&
            sup__condition_test(earlier, &world->cases[i]) != SUP__TRUE) {
            fail_msg("seed %llu: %s is said to cover %s, not so over %s",
                     (unsigned long long)world->seed, texts[0], texts[1], world->texts[i]);
        }
    }
}

static void what_is_said_to_be_covered_is(void **state)
{
    static struct world world;
    static char texts[2][RANDOM_TEXT_SIZE];
    const char *const both[] = {texts[0], texts[1]};
    long covered = 0;
    long equal = 0;

    (void)state;
    world_begin(&world);
    for (int i = 0; i < PAIRS * world.rounds; i++) {
        const struct sup__condition *one;
        const struct sup__condition *other;

        if (i % 10000 == 0) {
            make_cases(&world);
        }
        strcpy(texts[0], random_simple_condition(&world.random));
        strcpy(texts[1], random_simple_condition(&world.random));
        one = fixture_condition(&world.fixture, texts[0]);
        other = fixture_condition(&world.fixture, texts[1]);
        assert_true(sup__condition_covers(one, one));
        assert_true(sup__condition_equals(other, other));
        if (sup__condition_covers(one, other)) {
            check_cover(&world, one, other, both);
            covered++;
        }
        equal += sup__condition_equals(one, other);
        fixture_clear(&world.fixture);
    }
    printf("%ld of %d pairs cover, %ld say the same\n", covered, PAIRS * world.rounds, equal);
    assert_true(covered > PAIRS / 100);
    assert_true(equal > 0);
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_agree_with_a_second_evaluator),
        cmocka_unit_test(what_is_said_to_be_covered_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
