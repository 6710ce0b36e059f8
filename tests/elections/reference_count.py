"""A second count, by brute force: written from the text of the rules alone, sharing no line with the product.

It knows only well-formed files. Strokes are those of a school dictionary for the few names that the tests use.
"""

BY_STROKES = "乙丁己丙戊甲辛庚"  # 1, 2, 3, then five strokes 横竖折撇点 / 横撇折撇点 / 竖折横横竖, then 7 and 8


def reference_count(file):
    rules = file["rules"]
    above, below = (int(part) for part in rules.get("quorum", "4/5").split("/"))
    voters = file.get("voters", file["issued"])
    meeting_valid = file["present"] * below >= file["due"] * above
    ballot_valid = not (file["returned"] > file["issued"] or file["returned"] > voters)
    half = (file["due"] if rules.get("majority_of") == "due" else file["present"]) / 2
    answers, gone, waiting = [], [], []
    for contest in file["contests"]:
        answer = counted(contest, file["ballots"], rules.get("write_in_needs_against", True))
        votes = {name: entry["for"] for name, entry in answer["tally"].items()} | answer["write_ins"]
        if meeting_valid and ballot_valid:
            settle(contest, answer, votes, half, gone, waiting)
        else:
            answer |= {"elected": [], "already_elected": [], "tied": [], "seats_left": contest["seats"]}
            answer["next"] = "repeat_ballot" if meeting_valid else "meeting_invalid"
        answers.append(answer)
    return {"meeting_valid": meeting_valid, "ballot_valid": ballot_valid, "contests": answers}


def counted(contest, ballots, needs_against):
    candidates = contest.get("candidates", [])
    answer = {"code": contest["code"], "seats": contest["seats"], "valid": 0, "void": 0}
    table = {name: {"for": 0, "against": 0, "abstain": 0} for name in candidates}
    others, refused = {}, 0
    for ballot in ballots:
        mark = ballot.get(contest["code"], {})
        chosen = mark.get("for", []) + mark.get("write_in", [])
        if "void" in ballot or "void" in mark or len(chosen) > contest["seats"]:
            answer["void"] += 1
            continue
        answer["valid"] += 1
        for name in candidates:
            kind = "for" if name in mark.get("for", []) else "against" if name in mark.get("against", []) else "abstain"
            table[name][kind] += 1
        only_with_against = contest.get("style", "list") == "list" and candidates and needs_against
        for name in mark.get("write_in", []):
            if only_with_against and not mark.get("against"):
                refused += 1
            else:
                others[name] = others.get(name, 0) + 1
    return answer | {"tally": table, "write_ins": others, "write_ins_refused": refused}


def settle(contest, answer, votes, half, gone, waiting):
    """`gone` and `waiting` grow from contest to contest: those elected, and candidates of contests with empty seats."""
    runoff = contest.get("kind") == "runoff"
    candidates = contest.get("candidates", [])
    standing = [name for name in votes if name not in gone and (votes[name] >= 1 if runoff else votes[name] > half)]
    answer["already_elected"] = [name for name in candidates if name in gone]
    pending = [name for name in standing if name in waiting]
    elected = tied = []
    if not pending:
        elected = [name for name in standing if sum(votes[other] >= votes[name] for other in standing) <= contest["seats"]]
        tied = [
            name for name in standing if name not in elected and sum(votes[other] > votes[name] for other in standing) < contest["seats"]
        ]
    answer["elected"] = [name for _, name in sorted((-votes[name] * 100 + BY_STROKES.index(name), name) for name in elected)]
    answer["tied"] = [name for name in BY_STROKES if name in tied]
    answer["seats_left"] = contest["seats"] - len(elected)
    full = "none" if answer["seats_left"] == 0 else "further_election"
    answer["next"] = "pending" if pending else "runoff" if tied else full
    gone.extend(elected)
    if answer["seats_left"]:
        waiting.extend(candidates)
