#!/usr/bin/env python3
"""Keratin and its peers side by side: runs every workload with each in turn, then prints tables in Markdown.

    PEERS_PYTHON=PLACE/bin/python python3 side_by_side.py -o results.jsonl            # all of it: some 40 minutes
    python3 side_by_side.py -w cnn,lstm -m train -p keratin-simd,torch-eager -s 3 -o some.jsonl
    python3 side_by_side.py --table results.jsonl                                     # the tables alone

One fresh process a measurement, one line of JSON each, Keratin's and the peers' by turns, so that a busy spell falls on all.  All begin with
the same data and weights, which `peers/spec.py` writes for Keratin first.  With -r the whole is gone through several times and medians
are shown; lines that other processes disturbed are left out where there are others.  `bar` is what we have set ourselves: so many times the fastest peer's speed, or 85 % of the workload's least
possible time (its operations at the peak and, after that, its unavoidable bytes at the bandwidth, both measured in the same run),
whichever is easier.
"""
import argparse
import collections
import datetime
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WORKLOADS = ["mlp", "cnn", "resnet20", "lstm", "lstm_ts", "rnn", "tiny", "transformer", "vgg_block", "wide_mlp"]
MODES = {
    "train": WORKLOADS,
    "predict": ["mlp", "cnn", "resnet20", "lstm"],
    "latency": ["mlp", "cnn", "resnet20", "lstm"],
    "startup": ["tiny", "mlp"],
}
PEERS = ["keras-tf", "keras-jax", "keras-torch", "torch-eager", "torch-compile", "mlx"]


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("-p", "--peers", default=",".join(["keratin-simd"] + PEERS))
    p.add_argument("-w", "--workloads", default=",".join(WORKLOADS))
    p.add_argument("-m", "--modes", default=",".join(MODES))
    p.add_argument("-s", "--seconds", type=float, default=5)
    p.add_argument("-t", "--threads", type=int, default=len(os.sched_getaffinity(0)))
    p.add_argument("-r", "--rounds", type=int, default=1)
    p.add_argument("-o", "--output", default="results.jsonl")
    p.add_argument("--limit", type=float, default=420, help="the most seconds of one measurement")
    p.add_argument("--table", metavar="FILE", help="measure nothing: print the tables of this file")
    return p.parse_args()


PYTHON = os.environ.get("PEERS_PYTHON", "python3")


def command(peer, workload, mode, a, data):
    rest = ["--workload", workload, "--mode", mode, "--seconds", str(a.seconds), "--threads", str(a.threads)]
    if peer.startswith("keratin-"):
        bench = [os.path.join(HERE, ".build/release/keratin-bench"), "--backend", peer.removeprefix("keratin-")]
        return bench + rest + ([] if mode == "startup" else ["--data", os.path.join(data, workload)])
    return [PYTHON, "-B", os.path.join(HERE, "peers/bench.py"), "--peer", peer] + rest


def measure(a):
    with tempfile.TemporaryDirectory() as data:
        for workload in a.workloads.split(","):
            words = [PYTHON, "-B", os.path.join(HERE, "peers/spec.py"), "export", workload, os.path.join(data, workload)]
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        measure_with(a, data)


def measure_with(a, data):
    environment = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    with open(a.output, "w") as out:
        for _ in range(a.rounds):
            for mode in a.modes.split(","):
                for workload in a.workloads.split(","):
                    if workload not in MODES[mode]:
                        continue
                    for peer in a.peers.split(","):
                        line = once(command(peer, workload, mode, a, data), environment, a.limit)
                        line.update(peer=peer, workload=workload, mode=mode, threads=a.threads)
                        line["day"] = datetime.date.today().isoformat()
                        out.write(json.dumps(line) + "\n")
                        out.flush()
                        shown = line.get("error") or next(
                            (line[k] for k in ("ms_per_step", "samples_per_s", "latency_ms_p50", "first_step_s") if k in line), "")
                        print(f"{mode:8} {workload:12} {peer:14} {shown}", file=sys.stderr, flush=True)


def once(words, environment, limit):
    try:
        run = subprocess.run(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=limit)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return {"error": type(problem).__name__}
    lines = [l for l in run.stdout.splitlines() if l.startswith("{")]
    return json.loads(lines[-1]) if lines else {"error": f"no result, exit status {run.returncode}"}


class Results:
    def __init__(self, path):
        self.cells = collections.defaultdict(list)
        self.lines = [json.loads(l) for l in open(path) if l.strip()]
        for line in self.lines:
            self.cells[line["mode"], line["workload"], line["peer"]].append(line)

    def value(self, mode, workload, peer, field):
        """The median over the undisturbed lines, or where there are none over all."""
        lines = [l for l in self.cells[mode, workload, peer] if l.get(field) is not None]
        calm = [l for l in lines if (l.get("cpus_others") or 0) <= 0.15]
        return statistics.median(l[field] for l in calm or lines) if lines else None

    def peers(self):
        seen = {l["peer"] for l in self.lines}
        return [p for p in PEERS if p in seen]

    def fastest(self, mode, workload, field, least=True):
        values = [(v, p) for p in self.peers() if (v := self.value(mode, workload, p, field)) is not None]
        return (min if least else max)(values, default=(None, None))


def text(v):
    if v is None:
        return "–"
    return f"{v:,.0f}" if v >= 1000 else f"{v:.3g}" if v < 100 else f"{v:.0f}"


def row(*cells):
    print("| " + " | ".join(cells) + " |")


def tables(path):
    r = Results(path)
    ours = [p for p in dict.fromkeys(l["peer"] for l in r.lines) if p.startswith("keratin-")]
    peers = r.peers()
    for us in ours:
        training(r, us, peers)
        speed(r, us, peers, "predict", "samples_per_s", "Prediction, batch 256, samples a second", 1.5, more_is_better=True)
        speed(r, us, peers, "latency", "latency_ms_p50", "One sample, median ms", 3)
        speed(r, us, peers, "startup", "first_step_s", "Start of the process to the end of the first training step, s", None)
    versions = {l["peer"]: l["version"] for l in r.lines if l.get("version")}
    print("\n" + "; ".join(f"{k}: {v}" for k, v in versions.items() if not k.startswith("keratin-")))


def training(r, us, peers):
    works = [w for w in WORKLOADS if r.value("train", w, us, "ms_per_step") is not None]
    if not works:
        return
    print(f"\n### Training, ms a step: {us}\n")
    row("workload", us, *peers, "× the fastest", "least", "share of it", "bar", "reached")
    print("|---|" + "--:|" * (len(peers) + 6))
    ratios = []
    for w in works:
        own = r.value("train", w, us, "ms_per_step")
        best, _ = r.fastest("train", w, "ms_per_step")
        least = r.value("train", w, us, "roofline_ms")
        goals = [g for g in (best / (30 if w == "tiny" else 1.5) if best else None, least / 0.85 if least else None) if g]
        bar = max(goals) if goals else None
        if best:
            ratios.append(best / own)
        row(w, f"**{text(own)}**", *(text(r.value("train", w, p, "ms_per_step")) for p in peers),
            f"{best / own:.2f}" if best else "–", text(least), f"{100 * least / own:.0f} %" if least else "–", text(bar),
            "–" if bar is None else "yes" if own <= bar else "no")
    if ratios:
        print(f"\nGeometric mean of the ratios to the fastest peer of each: {math.exp(statistics.fmean(map(math.log, ratios))):.2f}")
    peaks, bandwidths = ([l[k] for l in r.lines if l.get(k)] for k in ("peak_gflops", "bandwidth_gbs"))
    if peaks and bandwidths:
        print(f"\nMeasured beside them: {statistics.median(peaks):.0f} GFLOP/s, {statistics.median(bandwidths):.1f} GB/s.")
    print(f"\n### Training, peak memory in MB: {us}\n")
    row("workload", us, "goal", *peers)
    print("|---|" + "--:|" * (len(peers) + 2))
    for w in works:
        row(w, text(r.value("train", w, us, "peak_rss_mb")), text(r.value("train", w, us, "memory_goal_mb")),
            *(text(r.value("train", w, p, "peak_rss_mb")) for p in peers))


def speed(r, us, peers, mode, field, title, ratio, more_is_better=False):
    works = [w for w in WORKLOADS if r.value(mode, w, us, field) is not None]
    if not works:
        return
    print(f"\n### {title}: {us}\n")
    row("workload", us, *peers, "× the fastest", *(["bar"] if ratio else []))
    print("|---|" + "--:|" * (len(peers) + 2 + bool(ratio)))
    for w in works:
        own = r.value(mode, w, us, field)
        best, _ = r.fastest(mode, w, field, least=not more_is_better)
        gain = None if best is None else own / best if more_is_better else best / own
        row(w, f"**{text(own)}**", *(text(r.value(mode, w, p, field)) for p in peers), f"{gain:.2f}" if gain else "–",
            *([f"{ratio} ×"] if ratio else []))


if __name__ == "__main__":
    a = arguments()
    if not a.table:
        measure(a)
    tables(a.table or a.output)
