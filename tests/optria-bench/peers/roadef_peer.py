"""roadef_peer.py greedy|highs|cpsat INSTANCE CPU_SECONDS OUT: an instance of the ROADEF/EURO challenge 2020 the way a Python
program would plan it, on one thread. greedy: heaviest work first, where its mean risk is least and there is room. highs, cpsat: a
binary for each start, from the greedy plan; with the excess of the quantile where the model stays small, else by the mean alone (a
model with every scenario of the made instance has a hundred million terms). The limit is CPU seconds of the search alone: reading
and building are not counted. OUT is judged by the official checker. Prints one JSON line."""
import json, re, resource, sys, threading, time
import numpy as np

solver, path, limit, out = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4]
MOST_TERMS = 600_000
decoder = json.JSONDecoder()


def members(text, at):
    """(key, where its value begins) of the object at `at`; send() where the value ended."""
    at = text.index("{", at) + 1
    while True:
        while text[at] in " \r\n\t,": at += 1
        if text[at] == "}": return
        key, at = decoder.raw_decode(text, at)
        at = text.index(":", at) + 1
        while text[at] in " \r\n\t": at += 1
        at = yield key, at


def walk(text, at, each):
    m = members(text, at)
    try:
        key, at = next(m)
        while True:
            key, at = m.send(each(key, at))
    except StopIteration:
        pass


class Job:
    def __init__(self, name, v, periods, resources):
        delta = [int(float(d)) for d in v["Delta"]]
        self.name = name
        self.starts = [s for s in range(1, min(int(v["tmax"]), len(delta)) + 1) if s - 1 + delta[s - 1] <= periods]
        self.span = {s: range(s - 1, s - 1 + delta[s - 1]) for s in self.starts}
        risk = {(int(t) - 1, int(s)): np.array(x) for t, by in v["risk"].items() for s, x in by.items()}
        self.mean = {s: sum(float(risk[t, s].mean()) for t in self.span[s]) for s in self.starts}
        self.risk = risk if keep_risk else None
        use = {}
        for c, by in v["workload"].items():
            for t, of in by.items():
                for s, a in of.items():
                    if a and int(s) in self.span and int(t) - 1 in self.span[int(s)]:
                        use.setdefault(int(s), []).append((resources[c], int(t) - 1, float(a)))
        self.use = {s: use.get(s, []) for s in self.starts}


text = open(path).read()
keep_risk = len(text) < 20_000_000
places = {}
bracket = re.compile(r"[{}\[\]]")


def skip(text, at):
    """Where the value at `at` ends."""
    if text[at] not in "{[": return decoder.raw_decode(text, at)[1]
    depth, i = 0, at
    while True:
        i = bracket.search(text, i).start()
        depth += 1 if text[i] in "{[" else -1
        i += 1
        if depth == 0: return i


head = {}
def top(key, at):
    if key == "Interventions":
        places["jobs"] = at
        return skip(text, at)
    head[key], end = decoder.raw_decode(text, at)
    return end
walk(text, 0, top)
T, S = head["T"], head["Scenarios_number"]
alpha, share = head["Alpha"], head["Quantile"]
resources = {name: i for i, name in enumerate(head["Resources"])}
most = np.array([r["max"] for r in head["Resources"].values()], float)
least = np.array([r["min"] for r in head["Resources"].values()], float)
jobs = []
def one(name, at):
    v, end = decoder.raw_decode(text, at)
    jobs.append(Job(name, v, T, resources))
    return end
walk(text, places["jobs"], one)
del text
index = {j.name: i for i, j in enumerate(jobs)}
excluded = [(index[a], index[b], [int(t) - 1 for t in head["Seasons"][season]]) for a, b, season in head["Exclusions"].values()]


def greedy():
    used, at = np.zeros_like(most), [None] * len(jobs)
    rivals = {}
    for a, b, season in excluded:
        rivals.setdefault(a, []).append((b, set(season))); rivals.setdefault(b, []).append((a, set(season)))
    weight = [max((sum(u[2] for u in j.use[s]) for s in j.starts), default=0) for j in jobs]
    for i in sorted(range(len(jobs)), key=lambda i: -weight[i]):
        j, best = jobs[i], None
        for s in j.starts:
            over = sum(max(0.0, used[c, t] + a - most[c, t]) for c, t, a in j.use[s])
            over += sum(len(season & set(j.span[s]) & set(jobs[o].span[at[o]])) for o, season in rivals.get(i, []) if at[o])
            if best is None or (over, j.mean[s]) < best[:2]: best = (over, j.mean[s], s)
        at[i] = best[2]
        for c, t, a in j.use[best[2]]: used[c, t] += a
    return at, bool((used <= most + 1e-6).all() and (used >= least - 1e-6).all())


def cpu():
    return time.process_time()


begun = cpu()
plan, fits = greedy()
status, bound, first, model = "feasible" if fits else "infeasible", None, None, "greedy"
built = cpu()
if solver != "greedy":
    cols = [(i, s) for i, j in enumerate(jobs) for s in j.starts]
    of = {k: n for n, k in enumerate(cols)}
    cost = np.array([alpha / T * jobs[i].mean[s] for i, s in cols])
    rows = {}
    for n, (i, s) in enumerate(cols):
        for c, t, a in jobs[i].use[s]: rows.setdefault((c, t), []).append((n, a))
    covers = lambda i, t: [of[i, s] for s in jobs[i].starts if t in jobs[i].span[s]]
    pairs = [covers(a, t) + covers(b, t) for a, b, season in excluded for t in season]
    pairs = [p for p in pairs if len(p) > 1]
    terms = sum(len(jobs[i].span[s]) * max(S) for i, s in cols)
    quantile = keep_risk and terms <= MOST_TERMS and alpha < 1
    model = "mean and quantile" if quantile else "mean"
if solver == "highs":
    import highspy
    lo, up, start, ind, val = [], [], [0], [], []
    def row(items, low, high):
        ind.extend(n for n, _ in items); val.extend(v for _, v in items); start.append(len(ind)); lo.append(low); up.append(high)
    for i, j in enumerate(jobs): row([(of[i, s], 1.0) for s in j.starts], 1, 1)
    for (c, t), items in rows.items(): row(items, least[c, t] if least[c, t] > 0 else -1e30, most[c, t])
    for p in pairs: row([(n, 1.0) for n in p], -1e30, 1)
    n = len(cols); integer = [True] * n; upper = [1.0] * n
    if quantile:
        extra = []
        for t in range(T):
            here = [(of[i, s], j.risk[t, s]) for i, j in enumerate(jobs) for s in j.starts if t in j.span[s]]
            mean = [(k, float(r.mean())) for k, r in here]
            e, q = n + len(extra), n + len(extra) + 1
            extra += [((1 - alpha) / T, 1e30, False), (0.0, 1e30, False)]
            row([(e, 1.0), (q, -1.0)] + mean, 0, 1e30)                       # excess >= quantile - mean
            left, big = S[t] - int(np.ceil(share * S[t] - 1e-9)), []
            for sc in range(S[t]):
                y = n + len(extra); extra.append((0.0, 1.0, True)); big.append((y, 1.0))
                by_job = {}
                for (k, r) in here: by_job[cols[k][0]] = max(by_job.get(cols[k][0], 0.0), float(r[sc]))
                row([(q, 1.0), (y, sum(by_job.values()))] + [(k, -float(r[sc])) for k, r in here], 0, 1e30)
            row(big, -1e30, left)
        cost = np.concatenate([cost, [c for c, _, _ in extra]]); upper += [u for _, u, _ in extra]; integer += [b for _, _, b in extra]
    h = highspy.Highs(); h.silent(); h.setOptionValue("threads", 1); h.setOptionValue("time_limit", limit * 8); h.setOptionValue("mip_rel_gap", 1e-6)
    lp = highspy.HighsLp(); lp.num_col_, lp.num_row_ = len(cost), len(lo)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), np.array(upper)
    lp.row_lower_, lp.row_upper_ = np.array(lo, float), np.array(up, float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(start), np.array(ind), np.array(val, float)
    lp.integrality_ = [highspy.HighsVarType.kInteger if b else highspy.HighsVarType.kContinuous for b in integer]
    h.passModel(lp)
    if fits:
        v = np.zeros(n); v[[of[i, s] for i, s in enumerate(plan)]] = 1.0
        # Of the model with quantiles a part of a solution, which HiGHS completes.
        h.setSolution(n, np.arange(n, dtype=np.int32), v)
    built = cpu()
    def improved(e):
        global first
        if first is None: first = round(cpu() - built, 2)
    def stop(e):
        if cpu() - built > limit: e.interrupt()
    h.cbMipImprovingSolution += improved; h.cbMipInterrupt += stop; h.cbSimplexInterrupt += stop
    h.run()
    status, info = str(h.getModelStatus()).split(".")[-1], h.getInfo()
    bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) and abs(info.mip_dual_bound) < 1e29 else None
    if info.primal_solution_status == 2:
        value = h.getSolution().col_value
        plan = [max(j.starts, key=lambda s: value[of[i, s]]) for i, j in enumerate(jobs)]
elif solver == "cpsat":
    from ortools.sat.python import cp_model
    m = cp_model.CpModel(); x = [m.new_bool_var("") for _ in cols]
    whole = 10_000
    for i, j in enumerate(jobs): m.add_exactly_one(x[of[i, s]] for s in j.starts)
    for (c, t), items in rows.items():
        used = cp_model.LinearExpr.weighted_sum([x[n] for n, _ in items], [int(round(a * whole)) for _, a in items])
        m.add(used <= int(most[c, t] * whole + 1e-6))
        if least[c, t] > 0: m.add(used >= int(np.ceil(least[c, t] * whole - 1e-6)))
    for p in pairs: m.add_at_most_one(x[n] for n in p)
    scale = 1e6 / max(1.0, float(cost.max()))
    m.minimize(cp_model.LinearExpr.weighted_sum(x, [int(round(c * scale)) for c in cost]))
    if fits:
        for i, s in enumerate(plan): m.add_hint(x[of[i, s]], 1)
    model = "mean"
    s = cp_model.CpSolver(); s.parameters.num_workers = 1; s.parameters.max_time_in_seconds = limit * 8
    built = cpu()
    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            global first
            if first is None: first = round(cpu() - built, 2)
    def watch():
        while cpu() - built < limit: time.sleep(0.1)
        s.stop_search()
    threading.Thread(target=watch, daemon=True).start()
    answer = s.solve(m, Watch())
    status, bound = s.status_name(answer), s.best_objective_bound / scale
    if answer in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        plan = [next(t for t in j.starts if s.boolean_value(x[of[i, t]])) for i, j in enumerate(jobs)]
with open(out, "w") as f:
    f.writelines(f"{j.name} {s}\n" for j, s in zip(jobs, plan))
print(json.dumps(dict(peer=solver, model=model, status=status, mean_bound=bound, first_plan_seconds=first, search_cpu_seconds=round(cpu() - built, 1),
    cpu_seconds=round(cpu(), 1), peak_mib=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1))), flush=True)
