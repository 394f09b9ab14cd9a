"""deferral_peer.py numpy|scipy ASSETS.csv [N]: best replacement age and five horizons of the assets that `optria-bench deferral --out`
wrote (all, or the first N), the way a Python program would do it: numpy over all assets at once (golden section, areas by the
incomplete gamma function), or SciPy asset by asset (minimize_scalar, quad). One thread. The objective is the net cost of the last
horizon over all assets: ours and theirs must agree. Prints one JSON line."""
import json, os, resource, sys, time
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"): os.environ[name] = "1"
import numpy as np
how, table = sys.argv[1], np.loadtxt(sys.argv[2], delimiter=",", skiprows=1)
if len(sys.argv) > 3: table = table[:int(sys.argv[3])]
eta, beta, age, planned, failure = table.T
days = np.array([7, 14, 30, 60, 90]) * 24.0
t0, c0 = time.perf_counter(), time.process_time()
if how == "numpy":
    from scipy.special import gamma, gammainc
    t0, c0 = time.perf_counter(), time.process_time()
    whole = eta / beta * gamma(1 / beta)
    area = lambda t: whole * gammainc(1 / beta, (t / eta) ** beta)
    def rate(t):
        r = np.exp(-(t / eta) ** beta)
        return (planned * r + failure * (1 - r)) / area(t)
    g = (5 ** .5 - 1) / 2; a, b = eta * 1e-3, eta * 5.0
    c, d = b - g * (b - a), a + g * (b - a); fc, fd = rate(c), rate(d)
    for _ in range(40):
        left = fc < fd; b = np.where(left, d, b); a = np.where(left, a, c)
        c, d = b - g * (b - a), a + g * (b - a); fc, fd = rate(c), rate(d)
    best = np.minimum(rate((a + b) / 2), failure / whole); net = []
    for h in days:
        f = -np.expm1((age / eta) ** beta - ((age + h) / eta) ** beta)
        up = (area(age + h) - area(age)) * np.exp((age / eta) ** beta)
        net.append((failure - planned) * f - best * up)
    total = float(net[-1].sum())
else:
    from scipy.integrate import quad
    from scipy.optimize import minimize_scalar
    total = 0.0
    for e, b, t, p, k in table:
        R = lambda u: np.exp(-(u / e) ** b)
        C = lambda u: (p * R(u) + k * (1 - R(u))) / quad(R, 0, u)[0]
        best = minimize_scalar(C, bounds=(e * 1e-3, e * 5), method="bounded").fun
        for h in days:
            f = -np.expm1((t / e) ** b - ((t + h) / e) ** b)
            net = (k - p) * f - best * quad(lambda u: np.exp((t / e) ** b - ((t + u) / e) ** b), 0, h)[0]
        total += net
print(json.dumps(dict(peer=how, assets=len(eta), seconds=round(time.perf_counter() - t0, 3), cpu_seconds=round(time.process_time() - c0, 3),
    objective=round(total, 3), peak_mib=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1))))
