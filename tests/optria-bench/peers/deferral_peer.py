"""deferral_peer.py numpy|scipy ASSETS: best replacement age and five horizons, the way a Python program would do it: numpy over all
assets at once (golden section, areas by the incomplete gamma function), or SciPy asset by asset (minimize_scalar, quad). One thread."""
import json, os, sys, time
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"): os.environ[name] = "1"
import numpy as np
how, n = sys.argv[1], int(sys.argv[2])
rng = np.random.default_rng(7)
eta, beta = rng.uniform(4e3, 45e3, n), rng.uniform(1.1, 4.0, n)
planned = rng.uniform(1e3, 5e4, n); failure = planned * rng.uniform(2, 20, n); age = eta * rng.uniform(0, 1.2, n)
days = np.array([7, 30, 90, 180, 365]) * 24.0
t0, c0 = time.perf_counter(), time.process_time()
if how == "numpy":
    from scipy.special import gamma, gammainc
    whole = eta / beta * gamma(1 / beta)
    area = lambda t: whole * gammainc(1 / beta, (t / eta) ** beta)
    def rate(t):
        r = np.exp(-(t / eta) ** beta)
        return (planned * r + failure * (1 - r)) / area(t)
    g = (5 ** .5 - 1) / 2; a, b = eta * 1e-3, eta * 5.0
    c, d = b - g * (b - a), a + g * (b - a); fc, fd = rate(c), rate(d)
    for _ in range(40):
        left = fc < fd; b = np.where(left, d, b); a = np.where(left, a, c)
        c2, d2 = b - g * (b - a), a + g * (b - a); fc, fd = rate(c2), rate(d2); c, d = c2, d2
    best = rate((a + b) / 2); net = []
    for h in days:
        f = -np.expm1((age / eta) ** beta - ((age + h) / eta) ** beta)
        up = (area(age + h) - area(age)) * np.exp((age / eta) ** beta)
        net.append((failure - planned) * f - best * up)
    total = float(net[-1].sum())
else:
    from scipy.integrate import quad
    from scipy.optimize import minimize_scalar
    total = 0.0
    for e, b, p, k, t in zip(eta, beta, planned, failure, age):
        R = lambda u: np.exp(-(u / e) ** b)
        C = lambda u: (p * R(u) + k * (1 - R(u))) / quad(R, 0, u)[0]
        best = minimize_scalar(C, bounds=(e * 1e-3, e * 5), method="bounded").fun
        for h in days:
            f = 1 - R(t + h) / R(t) if R(t) > 0 else 1.0
            net = (k - p) * f - best * (quad(lambda u: R(t + u), 0, h)[0] / R(t) if R(t) > 0 else 0.0)
        total += net
print(json.dumps(dict(peer=how, assets=n, seconds=round(time.perf_counter() - t0, 3), cpu_seconds=round(time.process_time() - c0, 3), objective=round(total, 1))))
