"""Dask's scheduler, a real one over TCP: the same answers, whatever becomes of its workers."""

from __future__ import annotations

import builtins
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gradcli.bulk.cluster import Cluster
from gradcli.bulk.question import Settings
from gradcli.bulk.records.record import Given, Record
from gradcli.bulk.shards import plan
from gradcli.errors import GradcliError, Kind
from tests.batch.conftest import finished, jsonl, start, told

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, at the end of its processes

EXPRESSIONS = ("x^2 y", "sin(x) + y", "x^", "e^(x y)", "x/y")


def questions(count: int) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        yield {"id": number, "expr": EXPRESSIONS[number % 5]}


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    from distributed import LocalCluster  # noqa: PLC0415  heavy

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        dashboard_address=None,
        protocol="tcp://",
        silence_logs=50,
    ) as cluster:
        yield cluster


def test_nothing_is_lost_and_nothing_twice_where_a_worker_is_killed(scheduler: Any) -> None:
    cluster = Cluster(scheduler.scheduler_address, Settings(), 2)
    bodies: list[dict[str, Any]] = []
    killed: list[int] = []
    try:
        given = [Record(q["id"], json.dumps(q).encode()) for q in questions(10_000)]
        for answer in cluster.answers(Given(given)):
            bodies.append(json.loads(answer.text))
            if len(bodies) in (2_000, 6_000):
                worker = next(iter(scheduler.workers.values()))
                os.kill(worker.process.pid, signal.SIGKILL)
                killed.append(worker.process.pid)
    finally:
        cluster.close()
    assert len(killed) == 2
    assert [body["id"] for body in bodies] == list(range(1, 10_001))
    assert [body["id"] for body in bodies if "error" in body] == list(range(2, 10_001, 5))
    assert (cluster.tally.lines, cluster.tally.errors) == (10_000, 2_000)


def test_the_command_gives_the_same_as_without_a_cluster(scheduler: Any, tmp_path: Path) -> None:
    given = jsonl(*questions(250), b"{", {"id": [1]}, b"")
    alone = finished("--jobs", "1", given=given)
    output = tmp_path / "a.jsonl"
    output.write_bytes(b"".join(alone.stdout.splitlines(keepends=True)[:120]) + b'{"id"')
    words = ("--cluster", scheduler.scheduler_address, "-o", str(output), "--resume")
    together = finished(*words, given=given)
    assert together.returncode == alone.returncode == 1
    assert output.read_bytes() == alone.stdout
    assert b"133 lines (" in together.stderr


def test_shards_are_read_and_written_by_the_workers(scheduler: Any, tmp_path: Path) -> None:
    shards = [tmp_path / f"{n}.jsonl" for n in range(4)]
    for shard in shards:
        shard.write_bytes(jsonl(*questions(20)))
    folder = tmp_path / "answers"
    cluster = Cluster(scheduler.scheduler_address, Settings(), 2)
    try:
        tallies = list(
            cluster.answer_shards(plan([*map(str, shards)], str(folder), None, resume=False))
        )
        assert tallies[-1].lines == 80
        names = [shard.name for shard in shards]
        hidden = [f".{name}.questions" for name in names]
        assert sorted(path.name for path in folder.iterdir()) == hidden + names
        for path in folder.glob("[0-9]*"):
            assert [body["id"] for body in told(path.read_bytes())] == list(range(1, 21))
        missing = plan([str(tmp_path / "missing.jsonl")], str(folder), None, resume=False)
        with pytest.raises(GradcliError) as raised:
            list(cluster.answer_shards(missing))
        assert "missing.jsonl cannot be read" in raised.value.message
    finally:
        cluster.close()


def test_the_first_answers_come_before_the_last_questions(scheduler: Any) -> None:
    process = start("--cluster", scheduler.scheduler_address)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(jsonl(*questions(3)))
    process.stdin.flush()
    assert [json.loads(process.stdout.readline())["id"] for _ in range(3)] == [1, 2, 3]
    out, _ = process.communicate()
    assert (out, process.returncode) == (b"", 1)


def test_a_lost_scheduler_ends_in_an_error_and_an_output_to_be_resumed(tmp_path: Path) -> None:
    program = (
        "from distributed import LocalCluster; import sys\n"
        "if __name__ == '__main__':\n"
        "    cluster = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None,\n"
        "        processes=False, protocol='tcp://', silence_logs=50)\n"
        "    print(cluster.scheduler_address, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    scheduler = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert scheduler.stdout is not None
    address = scheduler.stdout.readline().decode().strip()
    questions_file = tmp_path / "q.jsonl"
    questions_file.write_bytes(jsonl(*questions(20_000)))
    output = tmp_path / "a.jsonl"
    process = start(str(questions_file), "--cluster", address, "-o", str(output))
    while not output.exists() or output.stat().st_size < 5_000:
        assert process.poll() is None
        time.sleep(0.01)
    scheduler.kill()
    scheduler.communicate()
    _, err = process.communicate(timeout=90)
    assert process.returncode == 3, err
    assert f"the scheduler at {address} was lost".encode() in err
    assert b"--resume" in err
    assert b"Traceback" not in err
    bodies = told(output.read_bytes())
    assert [body["id"] for body in bodies] == list(range(1, len(bodies) + 1))
    # It goes on from there, on this machine.
    more = tmp_path / "more.jsonl"
    more.write_bytes(jsonl(*questions(len(bodies) + 5)))
    assert finished(str(more), "-o", str(output), "--resume").returncode in (0, 1)
    assert [body["id"] for body in told(output.read_bytes())] == list(range(1, len(bodies) + 6))


def test_the_certificates_of_a_tls_scheduler_are_those_of_dasks_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster  # noqa: PLC0415  heavy
    from distributed.security import Security  # noqa: PLC0415

    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    request = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost")
    subprocess.run(
        ["openssl", *request, "-keyout", key, "-out", certificate, "-days", "1"],
        check=True,
        capture_output=True,
    )
    sides = {
        f"tls_{side}_{what}": file
        for side in ("client", "scheduler", "worker")
        for what, file in (("cert", certificate), ("key", key))
    }
    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        dashboard_address=None,
        protocol="tls://",
        security=Security(tls_ca_file=certificate, require_encryption=True, **sides),
        silence_logs=50,
    ) as cluster:
        words = ("--cluster", cluster.scheduler_address)
        assert cluster.scheduler_address.startswith("tls://")
        without = finished(*words, given=jsonl(*questions(2)))
        assert (without.returncode, without.stdout) == (2, b"")
        assert b"error: no scheduler answers at tls://" in without.stderr
        tls = "DASK_DISTRIBUTED__COMM__TLS__"
        monkeypatch.setenv(f"{tls}CA_FILE", certificate)
        monkeypatch.setenv(f"{tls}CLIENT__CERT", certificate)
        monkeypatch.setenv(f"{tls}CLIENT__KEY", key)
        done = finished(*words, given=jsonl(*questions(2)))
    assert (done.returncode, [body["id"] for body in told(done.stdout)]) == (1, [1, 2])


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "distributed":
            raise ModuleNotFoundError(name=name)
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(GradcliError) as raised:
        Cluster("local", Settings(), 1)
    assert raised.value.kind is Kind.USAGE
    assert raised.value.help == 'pip install "gradcli[cluster]"'


def test_one_started_here(tmp_path: Path) -> None:
    done = finished("--cluster", "local", "--jobs", "1", given=jsonl(*questions(3)))
    assert [body["id"] for body in told(done.stdout)] == [1, 2, 3]
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_scheduler_that_does_not_answer_is_lost(
    scheduler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(scheduler.scheduler_address, Settings(), 2)

    def reconnecting() -> dict[str, int]:
        raise OSError("Timed out trying to connect after 10 s")

    monkeypatch.setattr(cluster._client, "nthreads", reconnecting)
    try:
        with pytest.raises(GradcliError) as raised:
            list(cluster.answers(Given([Record(1, jsonl({"expr": "x"})[:-1])])))
        assert raised.value.kind is Kind.LIMIT
        assert "was lost" in raised.value.message
    finally:
        cluster.close()


def test_it_is_told_that_no_worker_is_left() -> None:
    from distributed import LocalCluster  # noqa: PLC0415  heavy

    said: list[str] = []
    with LocalCluster(
        n_workers=0,
        threads_per_worker=1,
        dashboard_address=None,
        protocol="tcp://",
        silence_logs=50,
    ) as scheduler:

        def tell(text: str) -> None:
            said.append(text)
            if len(said) == 1:
                scheduler.scale(1)

        cluster = Cluster(scheduler.scheduler_address, Settings(), 1, tell)
        try:
            given = Given([Record(1, b'{"id": 1, "expr": "x^2"}')])
            (answer,) = cluster.answers(given)
        finally:
            cluster.close()
        assert json.loads(answer.text)["id"] == 1
        assert (
            f"has no workers left: start one with dask worker {scheduler.scheduler_address}"
            in (said[0])
        )
