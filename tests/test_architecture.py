"""The promises of the house, each proven on the source. A failure names file and line."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from elections.act_labels import ACTS
from elections.forms.acts import ActForm
from elections.messages import table
from elections.permissions import PERMISSIONS
from elections.rules.acts import Act, Milestone
from elections.rules.eligibility import Status
from elections.rules.phases import ANY_PHASE, STEPS
from elections.rules.rule_set import TARGETS, UNITS
from elections.rules.terms import COMMITTEE_SIZES
from tests.source import ROOT, Function, Module, called, calls, enum_names, literals, modules, on_floor, tracked
from tests.wording import (
    catalogue_builder,
    chinese,
    other_literals,
    places,
    places_of,
    screen_templates,
    template_files,
    template_uses,
    used_codes,
)

pytestmark = pytest.mark.xdist_group("architecture")  # the source is read and parsed once

STANDARD = sys.stdlib_module_names
BESIDE_RULES = {"permissions"}
LABELS = {module.floor for module in modules() if module.floor.endswith("labels")}
WORDS = LABELS | {"sentences", "messages"}
BELOW_VIEWS = {"rules", "models", "queries", "services", "documents", "panels", "places", "stations"} | BESIDE_RULES | WORDS
MAY_IMPORT: dict[str, set[str]] = {
    "rules": {"rules"},
    "permissions": {"rules"},
    "models": {"rules", "models"} | BESIDE_RULES,
    "queries": {"rules", "models", "queries"} | BESIDE_RULES,
    "documents": {"rules", "documents"},
    "services": {"rules", "models", "queries", "documents", "services"} | BESIDE_RULES,
    "sentences": {"sentences"},
    **dict.fromkeys(LABELS, LABELS),
    "messages": {"rules", "sentences"} | LABELS,
    "panels": {"rules", "models", "queries"} | WORDS,
    "places": {"rules", "places"} | BESIDE_RULES,
    "stations": {"rules", "places"} | BESIDE_RULES,
    "forms": BELOW_VIEWS | {"forms"},
    "templatetags": BELOW_VIEWS,
    "authentication": {"models", "services"},
    "middleware": {"models"},
    "views": BELOW_VIEWS | {"forms", "views", "middleware"},
    "urls": {"views"},
    "tasks": {"services"},
    "management": BELOW_VIEWS | {"rehearsal", "management"},
    "rehearsal": {"rules", "models", "queries", "services", "documents", "rehearsal"} | BESIDE_RULES | LABELS,
    "apps": BELOW_VIEWS,
}
# What is open to everybody: the public pages, the door, and the question whether the machine is well.
PUBLIC_PAGES = {
    "public",
    "public_election",
    "public_notice",
    "public_picture",
    "public_document",
    "public_posting_photo",
    "public_record",
    "public_record_file",
    "verify",
    "verifier",
    "begin",
    "sign_in",
    "first_sign_in",
    "one_time_code",
    "language",
    "text_size",
    "healthz",
    "booth",
    "booth_done",
}
FRAMES = {"election_act", "office_act"}
# Services that write without a frame of their own, each for its reason.
WITHOUT_FRAME = {
    "remove_rehearsal": "the office goes with its record; that it went stands on the record of the real one",
    "found_office": "there is no account yet that could act",
    "found_administrators": "there is no account yet that could act",
    "cast_ballot": "a ballot leaves no event (design, section 6)",
}
# Modules that are the machinery of acts, not acts.
MACHINERY = {"acting", "audit", "jobs", "rendering", "files", "sweep", "archive", "submissions", "held_uploads"}


def told(faults: list[str]) -> None:
    assert not faults, "\n" + "\n".join(sorted(set(faults)))


# --- imports ------------------------------------------------------------------------------------------------------


def test_what_is_read_once_is_read_in_one_process(request: pytest.FixtureRequest) -> None:
    """xdist groups by the name of a test. A pytest that hides the group from it spreads each group over the processes, unseen and slow."""
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@architecture")


def test_no_test_is_named_after_a_file(request: pytest.FixtureRequest) -> None:
    """Each process of xdist collects for itself. What a file holds that a test makes may differ from one to the next, if only its date."""
    cases = [item for item in request.session.items if isinstance(item, pytest.Function) and hasattr(item, "callspec")]
    files = [(item, value) for item in cases for value in item.callspec.params.values() if isinstance(value, bytes) and value]
    told([item.nodeid[:200] for item, value in files if repr(value)[2:-1] in item.nodeid])


def test_imports_point_downwards():
    faults = []
    for module in modules():
        if module.app == "election_admin" or module.name in {"elections", "nominations"}:
            continue
        allowed = MAY_IMPORT.get(module.floor)
        if allowed is None:
            faults.append(f"{module.place}: no floor of the house is called {module.floor!r}")
            continue
        for name, place in module.imports():
            app, floor = ([*name.split("."), ""])[:2]
            if app in {"elections", "nominations"} and floor and floor not in allowed | {module.floor}:
                faults.append(f"{place}: {module.floor} imports {name}")
    told(faults)


def test_elections_knows_nominations_never_and_neither_knows_the_project():
    faults = [
        f"{place}: imports {name}"
        for module in modules()
        for name, place in module.imports()
        if (module.app == "elections" and name.startswith("nominations"))
        or (module.app != "election_admin" and name.startswith("election_admin"))
    ]
    told(faults)


def test_the_law_knows_the_standard_library_only():
    faults = [
        f"{place}: imports {name}"
        for module in on_floor("rules")
        for name, place in module.imports()
        if name.split(".")[0] not in STANDARD | {"elections", "nominations"}
    ]
    told(faults)


IMPORTERS = {
    "weasyprint": "elections/documents/pdf.py",
    "docxtpl": "elections/documents/word_templates.py",
    "docx": "elections/documents/word_templates.py",
}


def test_documents_never_touch_the_database_and_one_file_knows_what_makes_them():
    faults = []
    for module in modules():
        for name, place in module.imports():
            importer = IMPORTERS.get(name.split(".")[0], module.place)
            if module.place != importer:
                faults.append(f"{place}: {name} has one importer, {importer}")
            if module.floor == "documents" and re.match(r"django\.(db|contrib|apps)\b", name):
                faults.append(f"{place}: a document is made from a snapshot, not from {name}")
    told(faults)


def test_no_signals_no_admin_no_atomic_requests():
    faults = [
        f"{place}: {name}"
        for module in modules()
        for name, place in module.imports()
        if re.search(r"^django\.(dispatch|contrib\.admin)|\.signals\b", name)
    ]
    told(faults)
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not any(database.get("ATOMIC_REQUESTS") for database in settings.DATABASES.values())


# --- views --------------------------------------------------------------------------------------------------------


def pages(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns)
        else:
            yield pattern


def test_every_address_says_who_may_open_it():
    found = list(pages(get_resolver().url_patterns))
    assert found
    silent = [str(page.pattern) for page in found if not hasattr(page.callback, "requires")]
    assert not silent, f"no permission declared: {silent}"
    assert {page.name for page in found if page.callback.requires == "public"} == PUBLIC_PAGES
    strange = [
        str(page.pattern)
        for page in found
        if not isinstance(page.callback.requires, Act | frozenset) and page.callback.requires not in {"public", "signed_in"}
    ]
    assert not strange


def test_an_address_has_one_name():
    names = Counter(page.name for page in pages(get_resolver().url_patterns))
    assert [name for name, count in names.items() if count > 1 or not name] == []


def test_every_address_is_led_to_from_somewhere():
    """A screen that no page leads to is a screen that nobody finds."""
    told_of = "".join(path.read_text() for path in tracked("templates/*") if path.suffix == ".html")
    told_of += "".join(module.text for module in modules() if module.floor != "urls")
    names = {page.name for page in pages(get_resolver().url_patterns)} - TYPED_IN
    told([f"{name}: no page leads there" for name in names if not re.search(rf"(?:elections|nominations):{name}[\"']", told_of)])


# What nobody is led to: watched by machines, or typed from a slip of paper.
TYPED_IN = {"healthz", "booth"}


def test_views_and_forms_reach_the_database_through_queries_and_services():
    faults = [
        f"{module.at(node)}: .objects"
        for module in on_floor("views", "forms", "templatetags")
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    told(faults)


# What a page asks of the form of an act before it asks for a field: a field of that name would stand in the heading instead.
WORDS_OF_A_FORM = {"act", "title", "lead", "press", "said", "consequence", "part", "rows", "lines", "grid"}


def test_no_field_is_called_like_a_word_of_its_form():
    get_resolver().url_patterns  # noqa: B018 -- loads every form
    told([f"{form.__name__}.{name}" for form in subclasses(ActForm) for name in WORDS_OF_A_FORM & form.base_fields.keys()])


def subclasses(of: type) -> Iterator[type]:
    for found in of.__subclasses__():
        yield found
        yield from subclasses(found)


# --- acts ---------------------------------------------------------------------------------------------------------


def services() -> list[Module]:
    return on_floor("services")


def act_functions() -> dict[str, list[tuple[Module, Function]]]:
    found: dict[str, list[tuple[Module, Function]]] = {act.value: [] for act in Act}
    for module in services():
        for function in module.public_functions:
            if function.name in found:
                found[function.name].append((module, function))
    return found


def test_every_act_is_one_public_service_function():
    faults = []
    for name, found in act_functions().items():
        if len(found) != 1:
            faults.append(f"{name}: {[module.at(function) for module, function in found] or 'nowhere'}")
    told(faults)


def test_every_act_has_its_line_in_the_permission_table_and_its_word():
    assert PERMISSIONS.keys() == set(Act)
    assert ACTS.keys() == {act.value for act in Act}


def test_every_act_has_its_place_in_the_step_table_unless_it_is_the_offices():
    of_the_office = {Act.OPEN_ELECTION, Act.REMOVE_REHEARSAL}
    for found in act_functions().values():
        for _module, function in found:
            if any(calls(function, "office_act")) and not any(calls(function, "election_act")):
                of_the_office.add(Act(function.name))
    in_steps = set().union(*(step.acts for step in STEPS))
    assert in_steps & ANY_PHASE == set(), "stands in ANY_PHASE and in a step"
    assert set(Act) - in_steps - ANY_PHASE == of_the_office


def frame_acts(module: Module, function: Function) -> set[str]:
    """The acts that a function opens a frame for: directly, or through private functions of its module that open one,
    which are handed `Act.X` as the first argument or name it themselves."""
    openers = {other.name: other for other in private_functions(module) if any(any(calls(other, frame)) for frame in FRAMES)}
    openers |= {other.name: other for other in private_functions(module) if any(any(calls(other, name)) for name in openers)}
    found: set[str] = set()
    for call in [node for node in ast.walk(function) if isinstance(node, ast.Call) and called(node) in FRAMES | openers.keys()]:
        named = {name.lower() for argument in call.args[:1] for name, _node in enum_names(argument, "Act")}
        if not named and called(call) in openers:
            named = {name.lower() for name, _node in enum_names(openers[called(call)], "Act")}
        found |= named
    return found


def private_functions(module: Module) -> list[Function]:
    return [node for node in module.tree.body if isinstance(node, Function) and node.name.startswith("_")]


def test_an_act_opens_one_frame_and_that_is_its_own():
    faults = []
    for name, found in act_functions().items():
        for module, function in found:
            opened = frame_acts(module, function)
            if name in WITHOUT_FRAME:
                continue
            if opened != {name}:
                faults.append(f"{module.at(function)}: {name} opens {sorted(opened)}")
    told(faults)


def test_nobody_else_opens_a_frame():
    acts = act_functions().keys()
    faults = []
    for module in modules():
        for function in module.functions:
            direct = [called(call) for call in ast.walk(function) if isinstance(call, ast.Call) and called(call) in FRAMES]
            if direct and function.name not in acts and not function.name.startswith("_") and module.name != "elections.services.acting":
                faults.append(f"{module.at(function)}: {function.name} opens a frame and is no act")
    told(faults)


def test_an_act_is_recorded_where_it_is_done():
    """`act.record` in the function or in a private function of its module; the frame refuses none and two at run time."""
    faults = []
    for name, found in act_functions().items():
        for module, function in found:
            if name not in WITHOUT_FRAME and not _records(module, function, set()):
                faults.append(f"{module.at(function)}: {name} records nothing")
    told(faults)


def _records(module: Module, function: Function, seen: set[str]) -> bool:
    if any(calls(function, "record")):
        return True
    private = {other.name: other for other in module.tree.body if isinstance(other, Function) and other.name.startswith("_")}
    inner = {called(call) for call in ast.walk(function) if isinstance(call, ast.Call)} & private.keys() - seen
    return any(_records(module, private[name], seen | inner) for name in inner)


def test_no_act_within_an_act():
    """A function that opens a frame, or works within one, does no other act; a request may contain several."""
    acts = act_functions().keys()
    faults = []
    for module in services():
        known = {name.split(".")[-1] for name, _place in module.imports() if ".services." in name} | {
            f.name for f in module.public_functions
        }
        for function in module.functions:
            if not frame_acts(module, function) and not takes_act(function):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in acts & known:
                    faults.append(f"{module.at(call)}: {function.name} does {call.func.id}")
    told(faults)


def takes_act(function: Function) -> bool:
    return "act" in {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}


WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save"}


# What writes and is no act, each for its reason.
WRITES_APART = {
    "renew_founding_code": "there is no office yet on whose record it could stand",
    "begin_office": "one transaction around the founding; the acts within stand on the new office's record",
    "backup": "taken by command, on no record; the row says on the office's page when",
    "insert": "the rows of a backup come back as they were",
    "remove_traces": "cleans the disk after a round was closed, and notes that it did",
    "hand_over_slate": "one transaction around one act; the steps of the nominees follow from it",
    "use_code": "a code is used up on the way to the sign-in, which is the act",
    "forget_expired": "what has run out by itself is cleared away; nothing of it is the office's",
    "end_sessions": "part of the acts that end sign-ins: a session is no record of the office",
    "follow_session": "a session goes on under its new id after the act that set the password",
    "count_electronic": "called by the act that closes the round, with the round in its hand",
}


def test_only_acts_write():
    """A service that writes opens a frame, works within one, or is a private part of functions that do."""
    faults = []
    for module in services():
        if module.name.split(".")[-1] in MACHINERY:
            continue
        top = [node for node in module.tree.body if isinstance(node, Function)]
        allowed = {f.name for f in top if takes_act(f) or frame_acts(module, f) or any(any(calls(f, frame)) for frame in FRAMES)}
        allowed |= (WITHOUT_FRAME | WRITES_APART).keys()
        callers = {f.name: _callers(top, f.name) for f in private_functions(module)}
        while more := {name for name, by in callers.items() if by and by <= allowed} - allowed:
            allowed |= more
        for function in top:
            for call in ast.walk(function):
                if function.name not in allowed and isinstance(call, ast.Call) and called(call) in WRITES and _is_database(call):
                    faults.append(f"{module.at(call)}: {function.name} writes outside an act")
    told(faults)


def _callers(functions: list[Function], name: str) -> set[str]:
    return {function.name for function in functions if function.name != name and any(calls(function, name))}


def _is_database(call: ast.Call) -> bool:
    on_a_row = called(call) in {"save", "delete"} and not call.args  # a workbook is saved to somewhere, a row is not
    return on_a_row or ".objects." in ast.unparse(call.func) or called(call) in {"bulk_create", "bulk_update"}


def test_nothing_but_services_writes():
    """Also not the pages, the queries or the documents."""
    faults = [
        f"{module.at(call)}: {ast.unparse(call.func)}"
        for module in on_floor("queries", "views", "forms", "documents", "panels", "tasks", "middleware", "templatetags")
        for call in module.nodes
        if isinstance(call, ast.Call) and called(call) in WRITES and ".objects." in ast.unparse(call.func)
    ]
    told(faults)


def test_every_milestone_is_brought_about_by_an_act():
    named = {name for module in services() for call in calls(module.tree, "reach") for name, _node in enum_names(call, "Milestone")}
    for module in services():
        for function in module.functions:
            if any(calls(function, "reach")) and "kind" in {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}:
                named |= {name for name, _node in enum_names(module.tree, "Milestone")}
    assert {milestone.name for milestone in Milestone} - named == set()


def test_every_job_has_its_work():
    from elections.services import jobs

    queued = {
        literal.value
        for module in services()
        for call in calls(module.tree, "queue")
        for literal in call.args[1:2]
        if isinstance(literal, ast.Constant)
    }
    declared = {
        decorator.args[0].value: module.name
        for module in services()
        for function in module.functions
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and called(decorator) == "work" and isinstance(decorator.args[0], ast.Constant)
    }
    assert queued == declared.keys()
    assert set(declared.values()) == set(jobs.WORKSHOPS)


# --- shape --------------------------------------------------------------------------------------------------------

MOST_LINES, MOST_LINES_OF_VIEWS, MOST_LINES_OF_FUNCTION = 300, 200, 45
# The step table, with the five questions that are asked of it; who may do what; one word for each fact of a paper; every address.
ONE_TABLE = {"elections/rules/phases.py", "elections/permissions.py", "elections/documents/fact_words.py", "elections/urls.py"}
NO_NOUNS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "tools",
    "base",
    "core",
    "repositories",
    "presenters",
    "signals",
    "admin",
    "managers",
}
FLOORS = ("rules", "models", "queries", "services", "documents", "forms", "views", "sentences")


def test_files_and_functions_stay_small():
    faults = []
    for module in modules():
        lines = module.text.count("\n")
        most = MOST_LINES_OF_VIEWS if module.floor == "views" else MOST_LINES
        if lines > most and module.place not in ONE_TABLE:
            faults.append(f"{module.place}: {lines} lines, at most {most}")
        for function in module.functions:
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > MOST_LINES_OF_FUNCTION:
                faults.append(f"{module.at(function)}: {function.name} has {length} lines, at most {MOST_LINES_OF_FUNCTION}")
    told(faults)


def test_a_file_is_a_noun_and_the_same_noun_is_the_same_file_name():
    faults = []
    names: dict[str, dict[str, str]] = {"elections": {}, "nominations": {}}
    for module in on_floor(*FLOORS):
        stem = module.path.stem
        if stem in NO_NOUNS and (module.floor, stem) != ("sentences", "core"):
            faults.append(f"{module.place}: {stem} is no noun of the field")
        if stem != "__init__" and module.app in names:
            singular = re.sub(r"(?<=[a-z]{2})(ies|s)$", lambda ending: "y" if ending[1] == "ies" else "", stem)
            other = names[module.app].setdefault(singular, stem)
            if other != stem:
                faults.append(f"{module.place}: the same noun is called {other} on another floor")
    told(faults)


def test_nothing_is_left_undone_and_nothing_is_swallowed():
    faults = []
    for module in modules():
        for number, line in enumerate(module.text.splitlines(), 1):
            if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line):
                faults.append(f"{module.place}:{number}: {line.strip()}")
        for node in module.nodes:
            if (
                isinstance(node, ast.ExceptHandler)
                and all(isinstance(part, ast.Pass | ast.Continue) for part in node.body)
                and node.type is None
            ):
                faults.append(f"{module.at(node)}: an exception is swallowed")
            if isinstance(node, ast.ExceptHandler) and ast.unparse(node.type or ast.Tuple([])) in {"Exception", "BaseException"}:
                raised = any(isinstance(part, ast.Raise) for part in ast.walk(node)) or any(calls(node, "append"))
                faults += [] if raised else [f"{module.at(node)}: {ast.unparse(node.type)} is swallowed"]
    told(faults)


def test_no_test_is_skipped_and_none_mocks_our_own_code():
    faults = []
    for path in tracked("tests/*.py"):
        module = Module(path)
        for name, place in module.imports():
            if name.startswith("unittest.mock"):
                faults.append(f"{place}: imports {name}")
        for node in module.nodes:
            if isinstance(node, ast.Attribute) and ast.unparse(node) in {
                "pytest.skip",
                "pytest.mark.skip",
                "pytest.mark.skipif",
                "pytest.mark.xfail",
                "pytest.xfail",
            }:
                faults.append(f"{module.at(node)}: {ast.unparse(node)}")
    told(faults)


def test_migrations_are_complete():
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "election_admin.settings.test", "DATABASE_URL": "sqlite://:memory:"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", ["elections", "nominations"])
def test_every_package_of_the_tree_is_a_floor(package):
    floors = {module.floor for module in modules() if module.app == package} - {""}
    assert floors <= MAY_IMPORT.keys()


def test_literals_are_found():
    """The reader of the source reads: a check that sees nothing proves nothing."""
    assert len(modules()) > 100
    assert "render_document" in literals(next(module for module in modules() if module.name == "elections.services.rendering").tree)


# --- words --------------------------------------------------------------------------------------------------------

# Codes that are put together, and what can stand in the gap.
FAMILIES: dict[str, set[str]] = {
    "no_right_*": {status.value for status in Status} - {"full"},
    "committee_size_*": set(COMMITTEE_SIZES),
    "notice_does_not_fit_*": set(UNITS),
    "composition_*": set(TARGETS),
    "notice_without_*": {"office", "telephone", "address", "hours"},
    "report_without_*": {"number", "signatory", "filled_by", "telephone"},
    "handover_without_*": {"handed_by", "received_by", "witnessed_by", "items"},
    "too_few_*s_endorse": {"person", "household"},
    "*_endorses_twice": {"person", "household"},
}


def test_every_code_has_its_sentence_and_every_family_is_known():
    sentences = table()
    faults = []
    for used in used_codes():
        if "*" in used.code and used.code not in FAMILIES:
            faults.append(f"{used.at}: the family {used.code} is not listed here")
        for code in _spelled(used.code):
            if code not in sentences:
                faults.append(f"{used.at}: {code} has no sentence")
    told(faults)


def test_a_sentence_names_only_figures_that_its_issue_carries():
    sentences = table()
    faults = [
        f"{used.at}: {code} says {sorted(places(str(sentences[code])) - used.figures)}, the issue has {sorted(used.figures)}"
        for used in used_codes()
        if used.figures is not None
        for code in _spelled(used.code)
        if code in sentences and not places(str(sentences[code])) <= used.figures
    ]
    told(faults)


def test_every_field_that_a_repeated_act_compares_has_its_word():
    from elections.labels import word

    compared = {
        keyword.arg: module.at(call)
        for module in services()
        for name in ("repeats", "same_minutes")
        for call in calls(module.tree, name)
        for keyword in call.keywords
        if keyword.arg
    }
    assert compared
    told([f"{place}: {field} has no word" for field, place in compared.items() if word("field", field) == field])


def test_no_sentence_is_unused():
    used = {code for found in used_codes() for code in _spelled(found.code)} | other_literals()
    told([f"{code}: no issue carries it" for code in table().keys() - used])


def test_every_sentence_and_every_word_has_its_chinese_with_the_same_figures():
    with translation.override("en"):
        msgids = {code: str(text) for code, text in table().items()} | {act: str(word) for act, word in ACTS.items()}
    faults = []
    for code, msgid in msgids.items():
        text = chinese().get(msgid, "")
        if not text:
            faults.append(f"{code}: no Chinese for {msgid!r}")
        elif places(text) != places(msgid):
            faults.append(f"{code}: {sorted(places(msgid))} in English, {sorted(places(text))} in Chinese")
    told(faults)


def test_the_chinese_catalogue_is_complete():
    builder = catalogue_builder()
    parts, faults = builder.read_parts(ROOT / "locale" / "parts")
    told(faults + [f"no Chinese for {msgid!r}" for msgid in dict(builder.sentences(ROOT)) if not parts.get(msgid)])


NEVER_SAID = ("选民", "反对票", "竞选", "法定人数", "审计链", "快照", "工作流")


def test_words_that_no_screen_may_say():
    faults = [f"{word} in {text!r}" for text in chinese().values() for word in NEVER_SAID if word in text]
    faults += [place for path in tracked("templates/*") if path.suffix == ".html" for place in places_of(path, "|".join(NEVER_SAID))]
    told(faults)


def _spelled(code: str) -> set[str]:
    return {code.replace("*", part) for part in FAMILIES.get(code, set())} if "*" in code else {code}


# --- pages --------------------------------------------------------------------------------------------------------


def test_no_template_is_unused_and_none_is_missing():
    files = template_files()
    used: dict[str, str] = {}
    for name, place in template_uses():
        used.setdefault(name, place)
    unused = [f"templates/{name}: nobody uses it" for name in files - used.keys()]
    told(unused + [f"{used[name]}: templates/{name} is not there" for name in used.keys() - files])


def test_nothing_is_loaded_from_another_host():
    attributes = r"(?:src|href|action|poster|data)\s*=\s*[\"'](?:https?:)?//[^\"']+"
    styles = r"url\(\s*[\"']?(?:https?:)?//[^)]+|@import[^;]*//[^;]+"
    scripts = r"\bfetch\(\s*[\"']https?:[^)]*"
    pattern = "|".join((attributes, styles, scripts))
    files = [path for path in tracked("templates/*") + tracked("static/*") if path.suffix in {".html", ".css", ".js", ".svg"}]
    assert files
    told([place for path in files for place in places_of(path, pattern)])


def test_no_script_and_no_style_stands_in_a_page():
    pattern = r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:"
    told([place for path in screen_templates() for place in places_of(path, pattern)])
