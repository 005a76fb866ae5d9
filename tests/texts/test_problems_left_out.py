"""A row that does not go in is never said to go in, whatever is wrong with it."""

import re
from string import Formatter

import pytest

from capcli.domain.plans import ACTIONS, Problem
from capcli.texts.problems import GOES_IN, PROBLEMS, problem_words
from capcli.texts.problems_left_out import LEFT_OUT

CLAIMS = re.compile(r"goes in\b|counts from now|is added$|record takes|: it becomes it|judged here")


def fields(text: str) -> set[str]:
    return {name for _before, name, _spec, _conversion in Formatter().parse(text) if name}


def problem(code: str) -> Problem:
    return Problem(code, dict.fromkeys(fields(PROBLEMS[code]), "it"))


@pytest.mark.parametrize("code", [code for code in PROBLEMS if CLAIMS.search(problem_words(problem(code)))])
def test_what_claims_that_the_row_goes_in_is_said_otherwise_of_one_that_does_not(code):
    said = {action: problem_words(problem(code), action) for action in ACTIONS}
    assert {action for action, sentence in said.items() if CLAIMS.search(sentence)} == GOES_IN


def test_both_sentences_tell_the_same_values():
    assert LEFT_OUT.keys() <= PROBLEMS.keys()
    assert all(fields(text) <= fields(PROBLEMS[code]) for code, text in LEFT_OUT.items())
