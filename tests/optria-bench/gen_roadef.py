"""A made instance in the format of the ROADEF/EURO challenge 2020, for sizes that the published ones do not reach.
python gen_roadef.py JOBS DAYS SCENARIOS SEED > file.json   (700 365 100 1: about half a gigabyte)
Risk of a job in a scenario: a size of its own (log-normal), a season (winter high), the scenario's weather (common to the
jobs of one of five regions, so that tails matter) and noise; half as much again on its first and last day. Durations 2 to 6
days, weekends make them longer. Nine teams; capacities leave about 30 % free. 40 exclusions, half of them in winter only.
"""
import random, sys
J, T, S, seed = map(int, sys.argv[1:5]); R = random.Random(seed); C = 9; w = sys.stdout.write
import math
season = [1 + .8 * math.cos(2 * math.pi * t / T) for t in range(T)]
weather = [[[math.exp(R.gauss(0, .5)) for _ in range(S)] for _ in range(5)] for _ in range(T)]
jobs = []
for j in range(J):
    d = R.randint(2, 6); team = R.sample(range(C), R.choice([1, 1, 2]))
    delta = [d + (1 if (t % 7) + d > 6 else 0) for t in range(T)]
    tmax = max(t + 1 for t in range(T) if t + delta[t] <= T)
    while any(t + delta[t] > T for t in range(tmax)): tmax -= 1
    jobs.append((delta, tmax, {c: round(R.uniform(1, 5), 1) for c in team}, math.exp(R.gauss(1, .7)), R.randrange(5)))
load = [sum(sum(d[:7]) / 7 * use.get(c, 0) for d, _, use, _, _ in jobs) / T for c in range(C)]
cap = [[round(max(load[c] * 1.45 * (0.6 if t % 7 > 4 else 1.15), 12), 1) for t in range(T)] for c in range(C)]
w('{"Resources":{' + ",".join(f'"c{c}":{{"max":{cap[c]},"min":{[0]*T}}}' for c in range(C)) + '},"Seasons":{')
w('"winter":[' + ",".join(f'"{t+1}"' for t in range(T) if season[t] > 1.3) + '],"full":[' + ",".join(f'"{t+1}"' for t in range(T)) + ']},"Interventions":{')
for j, (delta, tmax, use, size, region) in enumerate(jobs):
    w((',' if j else '') + f'"I{j+1}":{{"tmax":"{tmax}","Delta":{delta},"workload":{{')
    w(",".join(f'"c{c}":{{' + ",".join(f'"{t+1}":{{' + ",".join(f'"{s+1}":{a}' for s in range(max(0, t - 8), min(tmax, t + 1)) if s + delta[s] > t) + '}' for t in range(T)) + '}' for c, a in use.items()))
    w('},"risk":{')
    for t in range(T):
        mid = [size * season[t] * x * math.exp(R.gauss(0, .2)) for x in weather[t][region]]
        text = ["[" + ",".join("%.2f" % (v * f) for v in mid) + "]" for f in (1, 1.5)]
        w((',' if t else '') + f'"{t+1}":{{' + ",".join(f'"{s+1}":' + text[t == s or t == s + delta[s] - 1] for s in range(max(0, t - 8), min(tmax, t + 1)) if s + delta[s] > t) + '}')
    w('}}')
w('},"Exclusions":{' + ",".join('"E%d":["I%d","I%d","%s"]' % (e + 1, *R.sample(range(1, J + 1), 2), "winter" if e % 2 else "full") for e in range(40)))
w(f'}},"T":{T},"Scenarios_number":{[S]*T},"Quantile":0.95,"Alpha":0.5,"ComputationTime":15}}')
