"""The cases that cap does not answer, and why: a rule of its own says otherwise, it has no such thing, or not yet."""

WALKED_IN = "whoever is there without a place is registered on the way, subject to dues: nobody is turned away"
NO_JOB = "a status is worked out for each question and stored nowhere, so that no job changes one"
NO_VOUCHER = "no vouchers, carts or product quotas: places are held by registrations only"
FEES = "no command changes the fee of those who paid: the price is that of the day until something is paid"

NOT_APPLICABLE = {
    "CIV-JOB-01": NO_JOB,
    "CIV-JOB-04": NO_JOB + "; nobody is marked deceased, an affiliation ends",
    "CIV-PART-02": "rule 2: a person has at most one live registration in a session, so there are none to find",
    "GAL-CSV-02": "no status column: the status of a member is worked out, not imported",
    "GAL-CSV-03": "no status column: the status of a member is worked out, not imported",
    "PTX-QUOTA-14": NO_VOUCHER,
    "PTX-QUOTA-15": "rule 1: full is counted each time, nothing is closed for good when the last place goes",
    "PTX-QUOTA-07": NO_VOUCHER,
    "PTX-WAIT-10": "rule 2: somebody who is offered a place has a live registration, and is told so",
    "PTX-CHECKIN-05": WALKED_IN,
    "PTX-CHECKIN-09": "told in prose only; the tests of attendances hold that a day ends at local midnight",
    "PTX-GATE-07": "dues cover every session of their days; they are not used up",
    "PTX-GATE-08": "dues cover two sessions at one hour; a clash is said, not refused",
    "PTX-CSV-15": "a file goes into the session that is named; a column of sessions only says which rows are of it",
    "PTX-CSV-13": "answers to a form are kept as they were written, not taken apart",
    "PTX-CSV-02": "each row of a form is a request of its own; people are registered together by hand",
    "PTX-CSV-12": "answers to a form are kept as they were written; none has a type",
    "PTX-CSV-05": "a number without a country is a French one; no setting says another country",
    "IND-REG-02": "a session has a last day to register and no first one; the form is somebody else's",
    "IND-REG-08": "no companions without a name: each has a registration, several are registered together",
    "IND-REG-09": "nobody withdraws by a form of cap: the coordinator ends a registration at any time",
    "IND-STATE-02": "nobody edits a registration by a form of cap",
    "IND-STATE-14": "rule 9: somebody confirmed never loses the place when dues are taken back; the command lists them",
    "IND-FEE-01": FEES,
    "IND-FEE-03": FEES,
    "IND-FEE-04": FEES,
    "IND-FEE-05": FEES,
    "IND-FEE-09": FEES,
    "HIE-WAIT-03": "rule 7: addresses are compared as they are; what follows a + is somebody's own choice",
    "ALF-DAY-08": "an offer lasts hours moved into office hours; working days are not counted",
    "ALF-WAIT-01": "no switch for the waiting list: whoever finds no place waits, and the stop freezes it",
    "ODO-SCAN-04": WALKED_IN + "; the session is named by the command",
}
