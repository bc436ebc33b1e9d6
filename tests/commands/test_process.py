"""gradcli as a process among others: pipes, files, terminals, signals, the environment."""

from __future__ import annotations

import functools
import html
import json
import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gradcli.commands.output.files import write_file
from gradcli.errors import GradcliError
from tests.forked import Beginning, Ended

GRADCLI = (sys.executable, "-c", "from gradcli.commands.main import main; main()")
QUIET_ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LC_ALL", "LANG", "GRADCLI_PAGER")
}
ESCAPE = "\x1b["


def environment(**more: str) -> dict[str, str]:
    return {**QUIET_ENVIRONMENT, "LANG": "C.UTF-8", "PAGER": "cat", **more}


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """gradcli with its output piped."""
    return subprocess.run(
        [*GRADCLI, *words],
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        check=False,
    )


def on_terminal(*words: str, columns: int = 80, **more: str) -> str:
    """What gradcli writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*GRADCLI, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(TERM="xterm-256color", COLUMNS=str(columns)) | more,
    )
    os.close(theirs)
    written = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([ours], [], [], 1)[0]:
            continue
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux's word for the end of a terminal
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait(timeout=10) == 0
    return written.decode("utf-8").replace("\r\n", "\n")


def test_piped_output_is_plain_text() -> None:
    done = run("grad", "x^2 y", "--at", "2,3")
    assert done.returncode == 0
    assert ESCAPE not in done.stdout
    assert not re.search("[│╭─┃]", done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_terminal_has_colours() -> None:
    assert ESCAPE in on_terminal("grad", "x^2 y")


@pytest.mark.parametrize(
    ("words", "more", "coloured"),
    [
        ((), {"NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": ""}, True),
        ((), {"TERM": "dumb"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "always"), {"TERM": "dumb"}, True),
    ],
)
def test_wishes_about_colour_on_a_terminal(
    words: tuple[str, ...], more: dict[str, str], coloured: bool
) -> None:
    assert (ESCAPE in on_terminal("partial", "x^2", "--wrt", "x", *words, **more)) == coloured


@pytest.mark.parametrize(
    ("words", "more", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("-f", "rich"), {"FORCE_COLOR": "1"}, True),
        (("-f", "rich"), {}, False),
        (("-q", "--color", "always"), {}, False),
        (("-f", "json", "--color", "always"), {}, False),
    ],
)
def test_wishes_about_colour_in_a_pipe(
    words: tuple[str, ...], more: dict[str, str], coloured: bool
) -> None:
    assert (ESCAPE in run("partial", "x^2", "--wrt", "x", *words, **more).stdout) == coloured


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_nothing_is_wider_than_the_terminal(columns: int) -> None:
    done = run("grad", "x^2 sin(y)/(1+x)", "--at", "2,3", COLUMNS=str(columns))
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= columns


def test_a_stream_that_cannot_carry_the_signs_gets_others() -> None:
    done = run("grad", "x^2 y", "--at", "2,3", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "x^2" in done.stdout


Written = Callable[[str, str], Ended]


@pytest.fixture(scope="module")
def written_in() -> Iterator[Written]:
    """What a command writes in an encoding: one process is started in each, and forks."""
    begun = "import sys, sympy; from gradcli.commands.main import main"
    with ExitStack() as stack:

        @functools.cache
        def beginning(encoding: str) -> Beginning:
            return stack.enter_context(Beginning(begun, environment(PYTHONIOENCODING=encoding)))

        @functools.cache
        def written(encoding: str, form: str) -> Ended:
            words = ("grad", "θ^2 + |x|", "--at", "1,2", "-f", form, "--steps", "brief")
            return beginning(encoding).then("main()", *words)

        yield written


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "mac-roman", "koi8-r"])
@pytest.mark.parametrize("form", ["plain", "rich", "json", "latex", "markdown", "html"])
def test_every_format_in_every_encoding(written_in: Written, form: str, encoding: str) -> None:
    in_unicode, there = written_in("utf-8", form), written_in(encoding, form)
    assert (there.code, there.complained) == (0, b"")
    text, expected = there.written.decode("ascii"), in_unicode.written.decode("utf-8")
    match form:
        case "json":
            assert json.loads(text) == json.loads(expected)
        case "html" | "markdown":
            assert "&#" in text
            assert html.unescape(text) == html.unescape(expected)
        case "latex":
            assert text == expected
        case _:
            assert "theta^2" in text


@pytest.mark.parametrize("encoding", ["ascii", "mac-roman"])
def test_a_failure_in_every_encoding(encoding: str) -> None:
    for form in ("plain", "json"):
        done = run("grad", "θ^2 + \u202eж", "-f", form, PYTHONIOENCODING=encoding)
        assert done.returncode == 2
        assert (done.stdout + done.stderr).isascii()


def test_json_holds_nothing_that_a_terminal_obeys() -> None:
    done = run("grad", "x^2 \u202e\u009b y", "-f", "json")
    assert "\u202e" not in done.stdout
    assert "\u009b" not in done.stdout
    assert json.loads(done.stdout)["error"]["kind"] == "syntax"


def test_the_reader_may_leave_early() -> None:
    shell = (
        f"{sys.executable} -c 'from gradcli.commands.main import main; main()' grad 'x^2 y' "
        "| head -n 1; echo ${PIPESTATUS[0]}"
    )
    done = subprocess.run(
        ["bash", "-c", shell], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_interruption() -> None:
    process = subprocess.Popen(
        [*GRADCLI, "grad", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(2.5)  # it is waiting for its standard input by now
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


def test_interruption_in_the_middle_of_the_work() -> None:
    text = "*".join(f"(sin(x{n})+cos(x{n + 1}*y)^2)" for n in range(400))
    process = subprocess.Popen(
        [*GRADCLI, "grad", text, "--timeout", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(2.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_a_full_disk() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*GRADCLI, "grad", "x"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("error: the answer cannot be written")
    assert "Exception" not in done.stderr


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """What bash makes of a line in which gradcli is this one."""
    function = f'gradcli() {{ {sys.executable} -m gradcli "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", function + line],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("gradcli grad x >&-", 2, "standard output is closed"),
        ("gradcli grad x -q -f json >&-", 2, "standard output is closed"),
        ("gradcli --version >&-", 2, "standard output is closed"),
        ("gradcli schema >&-", 2, "standard output is closed"),
        ("echo '{}' | gradcli batch -q >&-", 2, "standard output is closed"),
        ("gradcli grad - -q <&-", 2, "standard input cannot be read: it is closed"),
        ("gradcli batch -q <&-", 2, "standard input cannot be read: it is closed"),
        ("gradcli grad 'x^2 +' -f json >&-", 2, "standard output is closed"),
        ("gradcli grad 'x^2 +' -f json >/dev/full", 2, "no space left"),
        ("gradcli grad 'x^2 +' 2>&-", 2, None),
        ("gradcli grad 'x^2 +' 2>/dev/full", 2, None),
        ("gradcli grad '|x|' --at 0 -q 2>/dev/full", 1, None),
        ("gradcli grad - <&- >&- 2>&-", 2, None),
        ("gradcli 2>/dev/full", 2, None),
        ("gradcli grad '1/2x' -q 2>&-", 0, None),
        ("gradcli batch </dev/null 2>/dev/full", 0, None),
    ],
)
def test_a_stream_that_is_closed_or_full(line: str, code: int, said: str | None) -> None:
    done = shell(line)
    assert done.returncode == code
    if said is None:
        assert done.stderr == ""
    else:
        complaint, help_, *more = done.stderr.splitlines()
        assert complaint.startswith("error: ")
        assert said in complaint
        assert help_.startswith("  = help: ")
        assert not more


def test_a_file_does_not_take_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    done = shell(f"gradcli grad '1/2x' -q -o {file} <&- >&- 2>&-")
    assert (done.returncode, file.read_text()) == (0, "1/2\n")


def test_an_interruption_while_modules_are_loaded() -> None:
    program = (
        "import sys\n"
        "from gradcli.commands.process import hear_interrupts\n"
        "assert 'click' not in sys.modules\n"
        "hear_interrupts()\n"
        "import os, signal\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "print('heard nothing')\n"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize("words", [("grad", "x", "-q"), ("batch", "-q")])
def test_interruptions_that_are_ignored_stay_so(words: tuple[str, ...]) -> None:
    # As under nohup, and for a job in the background of a script.
    process = subprocess.Popen(
        ["bash", "-c", 'trap "" INT; exec "$@"', "-", sys.executable, "-m", "gradcli", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    for _ in range(6):
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
    out, _ = process.communicate(b'{"expr": "x"}\n', timeout=60)
    assert process.returncode == 0
    assert out


def test_output_to_a_file_in_the_format_of_its_ending(tmp_path: Path) -> None:
    for ending, sign in (
        ("txt", "Partial derivative"), ("json", '"schema"'), ("tex", "\\frac"),
        ("md", "# "), ("html", "<math"),
    ):  # fmt: skip
        file = tmp_path / f"answer.{ending}"
        done = run("grad", "x^2 y", "-o", str(file))
        assert (done.returncode, done.stdout) == (0, "")
        # What is a part of a document only is said to be one.
        assert ("holds a fragment" in done.stderr) is (ending == "tex")
        assert done.stderr == "" or ending == "tex"
        assert sign in file.read_text("utf-8")
    assert len(list(tmp_path.iterdir())) == 5


def test_a_file_is_written_whole_and_with_its_own_permissions(tmp_path: Path) -> None:
    file, link = tmp_path / "old.txt", tmp_path / "link.txt"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    assert run("grad", "x^2", "-q", "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert file.read_text() == "2*x\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("grad", "x^2", "-q", "-o", str(pipe)).returncode == 0
        assert os.read(reader, 100) == b"2*x\n"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_failure_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("old")
    assert run("grad", "x +", "-o", str(file)).returncode == 2
    assert file.read_text() == "old"


def test_a_failure_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "answer.html"
    file.write_text("old")
    # No file may become longer than a kilobyte: as on a disk that is full by then.
    done = shell(f"ulimit -f 1; gradcli grad 'x^2 y' --at 2,3 -o {file}")
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {file} cannot be written: file too large\n")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/nowhere/at/all.txt", "error: /nowhere/at/all.txt cannot be written: no such file"),
        ("/dev/full", "error: /dev/full cannot be written: no space left on device"),
        ("", "error: --output needs a value"),
        (".", "error: invalid value for '-o' / '--output': File '.' is a directory"),
        ("folder/", "error: folder/ cannot be written: is a directory"),
        ("{tmp}/loop", "error: {tmp}/loop cannot be written: too many levels of symbolic links"),
        ("a" * 300, f"error: {'a' * 16}…{'a' * 16} cannot be written: file name too long"),
    ],
)
def test_a_file_that_cannot_be_written(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = run("grad", "x", "-q", "-o", name.format(tmp=tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    first, help_ = done.stderr.splitlines()
    assert first.startswith(said.format(tmp=tmp_path))
    assert help_.startswith("  = help: ")


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("old")
    # Root, as whom tests often run, may write whatever a file's permissions say.
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode == os.W_OK and path == file))
    with pytest.raises(GradcliError, match="permission denied"):
        write_file(str(file), "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_long_name_is_a_name(tmp_path: Path) -> None:
    file = tmp_path / ("a" * 255)
    assert run("grad", "x", "-q", "-o", str(file)).returncode == 0
    assert file.read_text() == "1\n"


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_has_names(tmp_path: Path, name: str) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    assert shell(f"gradcli grad x -q -o {name} >> {log}").returncode == 0
    batch = f'echo \'{{"expr": "x"}}\' | gradcli batch -q --jobs 1 -o {name} >> {log}'
    assert shell(batch).returncode == 0
    before, answer, line = log.read_text().splitlines()
    assert (before, answer) == ("before", "1")
    assert json.loads(line)["verified"] is True
    assert not Path("-").exists()


def test_a_loop_in_a_shell() -> None:
    gradcli = f"{sys.executable} -c 'from gradcli.commands.main import main; main()'"
    shell = f'for p in 1,1 2,3 -1,0; do {gradcli} dir "x^2 y" --at $p --w 3,5 -q; done'
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["11", "56", "5"]
