from bot.standing import LATEST, MOST, Standing


def test_a_model_that_makes_up_much_is_told_from_one_that_seldom_does():
    often, seldom = Standing(), Standing()
    assert not any(seldom.hear(made_up=n % LATEST < MOST - 1) for n in range(10 * LATEST))
    told = [often.hear(made_up=n % 2 == 0) for n in range(2 * MOST)]
    assert told[2 * MOST - 4] == ""
    assert told[2 * MOST - 2] == (
        f"{MOST} of its last {2 * MOST - 1} sentences had names, numbers or quotations of its own"
    )


def test_what_it_wrote_may_be_forgotten():
    standing = Standing()
    for _ in range(MOST - 1):
        standing.hear(made_up=True)
    standing.clear()
    assert standing.hear(made_up=True) == ""
