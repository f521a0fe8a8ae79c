"""Train the claim engine, `citeaudit/data/claim-model.npz`.

    python -m pip install lxml scipy scikit-learn lightgbm torch
    python -m tests.tools.train_claim_model ARTICLES.zip [--folds 3] [--most N] [--work DIR]
    python -m tests.tools.train_claim_model --name-features

ARTICLES.zip holds openly licensed JATS articles. Each is printed as a manuscript and read by citeaudit; then, all with fixed
seeds:

1. words: how common they are, vectors of the company they keep (positive pointwise mutual information of words of one sentence,
   title, paragraph, or of a citing sentence and the title it cites; truncated SVD), and vectors that make cited titles like
   their sentences (trained for one pass over the links, from the first);
2. a first network scores every pair of citation and reference, trained to tell the reference cited from the others of its list;
3. a second does so with what the rest of the manuscript says;
4. errors are planted, and decision trees learn to tell links that are right from five kinds of fault.

Each step is trained on articles that the steps before have not seen (cross-fitting in `--folds` parts); the vectors and networks
that ship are then made from all. Last, the chances are calibrated on what the folds gave. About half an hour on two cores.

Every file holds the names of the features it was trained on and their version (`citeaudit.claims.features`); another code
refuses it. After a renaming that changes no feature and no order, `--name-features` writes the names into the file that ships
and leaves every weight as it is. The same arrays give the same bytes.
"""

from __future__ import annotations

import argparse
import gc
import io
import multiprocessing
import os
import pickle
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from citeaudit.claims import company, features, fit, lexicon, verdict
from citeaudit.claims.document import Document, entry_text
from citeaudit.claims.inference import compare
from citeaudit.claims.words import words
from tests.benchmarks.planted.articles import read_articles
from tests.tools.planted_samples import KINDS, Sample, plant, sample, stocks

OUT = Path("citeaudit/data/claim-model.npz")
"""The model that ships."""

DIMENSIONS = 64
"""Numbers of a vector of a word; at a byte each they are most of the file."""

LEAST_DOCUMENTS = 4
"""Articles that must have a word: what fewer have is learned from chance."""

MOST_WORDS = 30_000
"""Words kept, the commonest; the file grows with them."""

SEED = 7
"""Of all that is drawn, so that the same articles give the same model."""

FAULT_WEIGHTS = {
    "none": 0.0,  # see `grown`: by the kind of manuscript
    "wrong-number": 3.0,
    "exchanged": 3.0,
    "number-too-high": 0.15,  # a shift concerns many links, an exchange a few
    "number-too-low": 0.15,
    "foreign": 2.0,
}
"""What a link with each fault counts in the training of the trees."""

WRONG_NUMBER = features.FAULTS.index("wrong-number")
"""Its place among the faults."""

Arrays = dict[str, Any]


def log(*parts: object) -> None:
    print(time.strftime("%H:%M:%S"), *parts, flush=True)


def parallel(function: Callable[[Any], Any], arguments: Iterable[Any], size: int = 4) -> Iterator[Any]:
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # for the processes made here
        os.environ[name] = "1"
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(function, arguments, chunksize=size)


def made(pair: tuple[str, Any]) -> Sample | None:
    return sample(*pair)


# --------------------------------------------------------------------------- 1. words


def company_vectors(samples: Sequence[Sample]) -> Arrays:
    """Words, how rare they are, and vectors of the company they keep."""
    import scipy.sparse as sparse
    from sklearn.utils.extmath import randomized_svd

    from citeaudit.linking.sentences import sentences

    texts, titles, blocks, pairs = [], [], [], []
    seen = Counter[str]()
    for manuscript in samples:
        mine: set[str] = set()
        for paragraph in manuscript.paragraphs:
            block: set[str] = set()
            for start, end in sentences(paragraph):
                stems = sorted(set(words(paragraph[start:end])))
                texts.append(stems)
                block.update(stems)
            blocks.append(sorted(block))
            mine |= block
        listed = [sorted(set(words(entry_text(r)))) for r in manuscript.references]
        titles += listed
        mine.update(word for title in listed for word in title)
        for citation in manuscript.citations:
            stems = sorted(set(words(citation.sentence)))
            pairs += [(stems, listed[c.reference - 1]) for c in citation.links[:4] if c.reference]
        seen.update(mine)
    kept = [
        w for w, n in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS] if n >= LEAST_DOCUMENTS
    ]
    index = {word: at for at, word in enumerate(kept)}

    def table(bags: Iterable[Sequence[str]]) -> Any:
        starts, ids = [0], []
        for bag in bags:
            ids += [index[word] for word in bag if word in index]
            starts.append(len(ids))
        return sparse.csr_matrix((np.ones(len(ids), np.float32), ids, starts), shape=(len(starts) - 1, len(index)))

    def shared(rows: Any) -> Any:
        scale = sparse.diags((1 / np.maximum(1, np.asarray(rows.sum(1)).ravel() - 1)).astype(np.float32))
        return rows.T @ (scale @ rows)

    counts = shared(table(texts)) + shared(table(titles)) + 0.3 * shared(table(blocks))
    citing, cited = table(pair[0] for pair in pairs), table(pair[1] for pair in pairs)
    scale = sparse.diags((1 / np.maximum(1, np.asarray(cited.sum(1)).ravel())).astype(np.float32))
    cross = citing.T @ (scale @ cited)
    counts = (counts + 0.5 * (cross + cross.T)).tocsr()
    counts.setdiag(0)
    counts.eliminate_zeros()
    row = np.asarray(counts.sum(1)).ravel()
    column = row**0.75 / (row**0.75).sum()
    counts = counts.tocoo()
    information = np.log(np.maximum(1e-12, counts.data / (np.maximum(row[counts.row], 1e-9) * column[counts.col])))
    positive = information > 0
    matrix = sparse.csr_matrix(
        (information[positive], (counts.row[positive], counts.col[positive])), shape=counts.shape
    )
    left, strength, _ = randomized_svd(matrix, DIMENSIONS, n_iter=4, random_state=SEED)
    found = left * np.sqrt(strength)
    found = found - found.mean(0)
    rarity = np.log(len(samples) / np.array([seen[word] for word in kept]))
    return {"words": kept, "company": found.astype(np.float32), "rarity": rarity.astype(np.float32)}


def packed(manuscript: Sample, index: dict[str, int]) -> Any:
    """A sample as tensors for the citing vectors, or None where it has nothing to learn from."""
    import torch

    titles = [list(dict.fromkeys(words(entry_text(r)))) for r in manuscript.references]
    title_words: dict[str, int] = {}
    for title in titles:
        for word in title:
            title_words.setdefault(word, len(title_words))
    if not title_words or not manuscript.citations:
        return None
    text_words: dict[str, int] = {}
    claims, rests = [], []
    for citation in manuscript.citations:
        claim = list(dict.fromkeys(words(citation.claim)))[:40]
        rest = [w for w in dict.fromkeys(words(citation.sentence)) if w not in claim][:40]
        claims.append([text_words.setdefault(w, len(text_words)) for w in claim])
        rests.append([text_words.setdefault(w, len(text_words)) for w in rest])
    unknown, pad = len(index), len(text_words)

    def padded(bags: list[list[int]]) -> Any:
        width = max(1, *map(len, bags))
        return torch.tensor([bag + [pad] * (width - len(bag)) for bag in bags])

    incidence = np.zeros((len(titles), len(title_words)), np.float32)
    for at, title in enumerate(titles):
        incidence[at, [title_words[w] for w in title]] = 1
    exact = np.zeros((len(title_words), pad + 1), bool)
    for word, at in title_words.items():
        if word in text_words:
            exact[at, text_words[word]] = True
    linked = np.zeros((len(manuscript.citations), len(titles)), bool)
    for at, citation in enumerate(manuscript.citations):
        linked[at, [c.reference - 1 for c in citation.links if c.reference]] = True
    rarity = np.log((len(titles) + 1) / (incidence.sum(0) + 0.5)).astype(np.float32)
    return {
        "incidence": torch.from_numpy(incidence), "rarity": torch.from_numpy(rarity), "exact": torch.from_numpy(exact),
        "titles": torch.tensor([index.get(w, unknown) for w in title_words]),
        "texts": torch.tensor([*(index.get(w, unknown) for w in text_words), unknown]),
        "claims": padded(claims), "rests": padded(rests), "linked": torch.from_numpy(linked),
    }  # fmt: skip


def listwise(scores: Any, linked: Any) -> tuple[Any, Any]:
    """The sum over citations of the mean negative log-chance of each reference cited among those not cited; how many."""
    import torch

    others = scores.masked_fill(linked, -1e9).logsumexp(1, keepdim=True)
    loss = torch.logaddexp(others, scores) - scores
    weight = linked.float() / linked.float().sum(1, keepdim=True).clamp(min=1)
    return (loss * weight).sum(), linked.any(1).sum()


def citing_vectors(samples: Sequence[Sample], arrays: Arrays) -> None:
    """Add vectors, and weights of words, that make the title cited the likest of its list; one pass."""
    import torch

    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    index = {word: at for at, word in enumerate(arrays["words"])}
    size = len(index)
    unit = arrays["company"] / np.maximum(1e-9, np.linalg.norm(arrays["company"], axis=1, keepdims=True))
    start = torch.from_numpy(np.concatenate([unit, np.zeros((1, DIMENSIONS), np.float32)]))
    table = torch.nn.Embedding.from_pretrained(start.clone(), freeze=False, padding_idx=size)
    rarity = np.append(arrays["rarity"], arrays["rarity"].max() + 0.7).astype(np.float32)
    first = torch.from_numpy(np.log(np.maximum(rarity, 0.3)))
    title_weight, text_weight = torch.nn.Parameter(first.clone()), torch.nn.Parameter(torch.zeros(size + 1))
    scale, floor = torch.nn.Parameter(torch.ones(2)), torch.nn.Parameter(torch.tensor(0.2))
    optimizer = torch.optim.Adam(
        [{"params": [table.weight], "lr": 2e-3}, {"params": [title_weight, text_weight, scale, floor], "lr": 1e-2}]
    )

    def scores(p: Any) -> Any:
        titles = torch.nn.functional.normalize(table(p["titles"]), dim=1, eps=1e-6)
        texts = torch.nn.functional.normalize(table(p["texts"]), dim=1, eps=1e-6)
        alike = torch.relu(titles @ texts.T - floor) / (1 - floor)
        alike = torch.where(p["exact"], torch.ones_like(alike), alike) * torch.exp(text_weight[p["texts"]])[None, :]
        alike = torch.cat([alike[:, :-1], torch.zeros_like(alike[:, :1])], 1)
        weight = p["incidence"] * torch.exp(title_weight[p["titles"]]) * p["rarity"]
        weight = weight / (weight.sum(1, keepdim=True) + 1e-6)
        claim = (weight @ alike[:, p["claims"]].amax(2)).T
        both = torch.maximum(claim, (weight @ alike[:, p["rests"]].amax(2)).T)
        total: Any = 0
        for part, values in zip(scale, (claim, both), strict=True):
            total = total + part * (values - values.mean(0, keepdim=True)) / (values.std(0, keepdim=True) + 0.01)
        return total

    order = np.random.RandomState(SEED).permutation(len(samples))
    for step, at in enumerate(order):
        p = packed(samples[at], index)
        if p is not None and p["linked"].any(1).sum() >= 3:
            found, linked = scores(p), p["linked"]
            by_row, rows = listwise(found[linked.any(1)], linked[linked.any(1)])
            by_column, columns = listwise(found.T[linked.any(0)], linked.T[linked.any(0)])
            (by_row / rows + 0.3 * by_column / columns).backward()
        if step % 8 == 7:
            optimizer.step()
            optimizer.zero_grad()
            with torch.no_grad():
                table.weight.add_(start - table.weight, alpha=1e-3)
                title_weight.add_(first - title_weight, alpha=1e-3)
                text_weight.mul_(0.999)
    with torch.no_grad():
        arrays["citing"] = table.weight[:-1].numpy().copy()
        arrays["title_weight"] = np.exp(title_weight.numpy())
        arrays["text_weight"] = np.exp(text_weight.numpy())
        arrays["citing_threshold"] = np.array([float(floor)], np.float32)


def small(vectors: Any) -> Any:
    """Vectors as integers of one byte, each at the largest scale it has room for, and one row of zeros more."""
    scale = 127 / np.maximum(1e-9, np.abs(vectors).max(1, keepdims=True))
    return np.concatenate([np.rint(vectors * scale), np.zeros((1, vectors.shape[1]))]).astype(np.int8)


def lexicon_arrays(samples: Sequence[Sample]) -> Arrays:
    arrays = company_vectors(samples)
    log("company vectors", len(arrays["words"]))
    citing_vectors(samples, arrays)
    log("citing vectors")
    rarity = np.append(arrays["rarity"], arrays["rarity"].max() + 0.7)
    return {
        "words": np.frombuffer("\n".join(arrays["words"]).encode(), np.uint8),
        "company": small(arrays["company"]),
        "citing": small(arrays["citing"]),
        "rarity": np.rint(rarity * 64).astype(np.int16),
        "title_weight": np.rint(np.minimum(arrays["title_weight"], 60) * 64).astype(np.int16),
        "text_weight": np.rint(np.minimum(arrays["text_weight"], 60) * 64).astype(np.int16),
        "citing_threshold": arrays["citing_threshold"],
    }


# --------------------------------------------------------------------------- 2. and 3. the networks


@cache
def loaded(path: str) -> tuple[lexicon.Lexicon, dict[str, Any]]:
    with Path(path).open("rb") as file:
        return lexicon.read(file)


def document(manuscript: Sample, path: str) -> tuple[Document, fit.Vectors]:
    found = Document(manuscript.citations, manuscript.references, manuscript.paragraphs, loaded(path)[0])
    return found, fit.vectors(found)


def first_inputs(job: tuple[Sample, str]) -> tuple[Any, Any]:
    manuscript, path = job
    found, vector = document(manuscript, path)
    parts = [values.astype(np.float16) for _, values in fit.inputs(found, fit.Features(found, vector))]
    return np.concatenate(parts), found.linked


def second_inputs(job: tuple[Sample, str]) -> tuple[Any, Any]:
    manuscript, path = job
    found, vector = document(manuscript, path)
    scores = fit.scores(found, lexicon.layers(loaded(path)[1], "fit"), vector)
    rng = np.random.RandomState(len(manuscript.citations))
    cited = [np.flatnonzero(column) for column in found.linked.T]
    spare = np.array([rng.choice(rows) if len(rows) else -1 for rows in cited])
    around = company.Company(found, vector, scores, company.title_likeness(found, vector), spare)
    return np.concatenate([values.astype(np.float16) for _, values in around.blocks()]), found.linked


def network(data: Sequence[tuple[Any, Any]], name: str, hidden: int, epochs: int) -> Arrays:
    """Train a network of two rectified layers and a straight way past them; its arrays by name."""
    import torch

    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    width = data[0][0].shape[2]
    layers = [
        torch.nn.Linear(width, hidden),
        torch.nn.Linear(hidden, 16),
        torch.nn.Linear(16, 1),
        torch.nn.Linear(width, 1),
    ]
    drop = torch.nn.Dropout(0.1)
    parameters = [p for layer in layers for p in layer.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=1e-5)
    steps = epochs * len(data) // 4 + 2
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps)
    for epoch in range(epochs):
        total = count = 0.0
        for step, at in enumerate(np.random.RandomState(epoch).permutation(len(data))):
            values, linked = torch.from_numpy(data[at][0]), torch.from_numpy(data[at][1])
            some = linked.any(1)
            if some.any():
                inputs = values[some].float()
                raised = torch.relu(layers[1](torch.relu(layers[0](drop(inputs)))))
                loss, rows = listwise((layers[2](raised) + layers[3](inputs)).squeeze(-1), linked[some])
                (loss / 200).backward()
                total, count = total + loss.item(), count + rows.item()
            if step % 4 == 3:
                optimizer.step()
                optimizer.zero_grad()
                schedule.step()
    log(name, "loss", round(total / count, 4))
    found: Arrays = {}
    for place, layer in enumerate(layers):
        found[f"{name}.{place}.weight"] = layer.weight.detach().numpy().copy()
        found[f"{name}.{place}.bias"] = layer.bias.detach().numpy().copy()
    return found


def save(path: Path, arrays: Arrays) -> None:
    """Write a model file with the names and the version of its features; the same arrays give the same bytes."""
    named = {**arrays, **features.stored()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(named):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(named[name]), version=(1, 0), allow_pickle=False)
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))  # no clock in the file
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3  # nor the name of a system
            archive.writestr(member, content.getvalue())


def name_features(path: Path) -> None:
    """Write the names and the version of the features of the code into a model file; weights stay as they are.

    For a file whose columns are known to be the features of the code in their order: nothing here can prove it.
    """
    with np.load(path, allow_pickle=False) as arrays:
        weights = {name: arrays[name] for name in arrays.files}
    save(path, weights)


# --------------------------------------------------------------------------- 4. faults


def link_rows(job: tuple[Sample, str, str, int, Any, Any]) -> tuple[Any, ...] | None:
    """Features, fault, whether it stands alone, and the kind planted, for each link of a planted sample."""
    manuscript, path, kind, seed, far, near = job
    stock = near if kind in ("foreign-near", "shift-up") else far
    planted = plant(manuscript, kind, random.Random(f"{manuscript.name}:{kind}:{seed}"), stock)
    if planted is None or not planted.citations:
        return None
    found, _ = document(planted, path)
    named = loaded(path)[1]
    together, _ = compare(found, lexicon.layers(named, "fit"), lexicon.layers(named, "company"))
    faults = [planted.faults.get((r, c + 1), 0) for r, c in zip(together.rows, together.columns, strict=True)]
    alone = found.linked.sum(1)[together.rows] == 1
    return together.features.astype(np.float32), np.array(faults, np.int8), alone, KINDS.index(kind)


def grown(rows: Sequence[tuple[Any, ...]], *, rounds: int = 160, depth: int = 5) -> Arrays:
    """Decision trees as full binary trees."""
    import lightgbm

    values = np.concatenate([r[0] for r in rows])
    fault = np.concatenate([r[1] for r in rows])
    alone = np.concatenate([r[2] for r in rows])
    kind = np.concatenate([np.full(len(r[1]), r[3]) for r in rows])
    weight = np.where(
        fault > 0, np.array([FAULT_WEIGHTS[name] for name in features.FAULTS])[fault], np.where(kind == 0, 1.0, 0.15)
    )
    weight[(fault == WRONG_NUMBER) & (kind == KINDS.index("wrong-near"))] *= 0.5
    weight *= np.where(alone, 1.0, 0.3)
    options = {
        "objective": "multiclass", "num_class": len(features.FAULTS), "learning_rate": 0.08, "num_leaves": 16, "max_depth": depth,
        "min_data_in_leaf": 200, "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
        "verbose": -1, "seed": SEED, "deterministic": True, "force_row_wise": True, "num_threads": 2,
    }  # fmt: skip
    booster = lightgbm.train(options, lightgbm.Dataset(values, fault, weight=weight), num_boost_round=rounds)
    trees = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    inner = (1 << depth) - 1
    feature = np.zeros((len(trees), inner), np.int16)
    threshold = np.full((len(trees), inner), np.float32(3e38))
    leaf = np.zeros((len(trees), inner + 1), np.float32)

    def fill(tree: int, node: int, at: Any) -> None:
        if node >= inner:
            leaf[tree, node - inner] = at["leaf_value"]
        elif "leaf_value" in at:
            fill(tree, 2 * node + 1, at)
            fill(tree, 2 * node + 2, at)
        else:
            feature[tree, node], threshold[tree, node] = at["split_feature"], np.float32(at["threshold"])
            fill(tree, 2 * node + 1, at["left_child"])
            fill(tree, 2 * node + 2, at["right_child"])

    for number, tree in enumerate(trees):
        fill(number, 0, tree)
    return {"trees.feature": feature, "trees.threshold": threshold, "trees.leaf": leaf}


def calibration(rows: Sequence[tuple[int, tuple[Any, ...]]], folds: int, fold_of: Sequence[int]) -> Arrays:
    """What the trees say of links they were not trained on, against what is so.

    Half of the manuscripts are taken to be right, the other half to hold one kind of error, each kind equally often.
    """
    from sklearn.isotonic import IsotonicRegression

    claimed, wrong_so, weight, clean = [], [], [], []
    for fold in range(folds):
        arrays = grown([row for at, row in rows if fold_of[at // len(KINDS)] != fold])
        model = verdict.trees(arrays)
        for at, row in rows:
            if fold_of[at // len(KINDS)] == fold:
                wrong = 1 - model.chances(row[0].astype(np.float64))[:, features.FAULTS.index("none")]
                claimed.append(wrong)
                wrong_so.append(row[1] > 0)
                weight.append(np.full(len(wrong), 1.0 if row[3] == 0 else 1 / (len(KINDS) - 1)))
                if row[3] == 0:
                    clean.append(wrong[row[2]])
    x, y, w = np.concatenate(claimed), np.concatenate(wrong_so), np.concatenate(weight)
    fitted = IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=w)
    knots = np.unique(np.concatenate([np.linspace(0, 1, 41), [0.985, 0.99, 0.995]]))
    seen = np.maximum.accumulate(fitted.predict(knots))
    right = np.sort(np.concatenate(clean))[::-1]
    for share in (0.01, 0.008, 0.006, 0.004, 0.002):
        raw = right[int(len(right) * share)]
        log(f"{100 * share:.1f} in 100 right links above {raw:.3f} raw, {np.interp(raw, knots, seen):.3f} calibrated")
    return {"calibration.raw": knots.astype(np.float32), "calibration.seen": seen.astype(np.float32)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--most", type=int, default=0)
    parser.add_argument("--work", type=Path, default=Path("build/claim-model"))
    parser.add_argument(
        "--name-features", action="store_true", help="name the features in the file that ships, no training"
    )
    arguments = parser.parse_args()
    if arguments.name_features:
        name_features(OUT)
        return
    if arguments.articles is None:
        parser.error("ARTICLES.zip is missing")
    arguments.work.mkdir(parents=True, exist_ok=True)
    kept = arguments.work / "samples.pickle"
    if kept.exists():
        samples: list[Sample] = pickle.loads(kept.read_bytes())
    else:
        licensed = ((name, article) for name, article in read_articles(arguments.articles) if article.licence)
        samples = [s for s in parallel(made, licensed) if s is not None]
        kept.write_bytes(pickle.dumps(samples))
    random.Random(SEED).shuffle(samples)
    samples = samples[: arguments.most or None]
    log(len(samples), "articles,", sum(len(s.citations) for s in samples), "citations")
    folds = arguments.folds
    paths = [arguments.work / f"fold{fold}.npz" for fold in range(folds)] + [arguments.work / "all.npz"]
    fold_of = [at % folds for at in range(len(samples))]
    models: list[Arrays] = []
    for fold in (*range(folds), -1):
        models.append(lexicon_arrays([s for s, f in zip(samples, fold_of, strict=True) if f != fold]))
        save(paths[fold], models[-1])
    for name, prepare, hidden, epochs in (("fit", first_inputs, 32, 6), ("company", second_inputs, 24, 5)):
        jobs = [(s, str(paths[f])) for s, f in zip(samples, fold_of, strict=True)]
        data = list(parallel(prepare, jobs))
        log(name, "inputs", data[0][0].shape)
        for fold in (*range(folds), -1):
            models[fold] |= network([d for d, f in zip(data, fold_of, strict=True) if f != fold], name, hidden, epochs)
            save(paths[fold], models[fold])
        del data
        gc.collect()
    rng = random.Random(SEED)
    around = list(stocks(samples, rng))
    log("stocks")
    link_jobs = (
        (s, str(paths[f]), kind, SEED, far, near)
        for s, f, (far, near) in zip(samples, fold_of, around, strict=True)
        for kind in KINDS
    )
    rows = [(at, row) for at, row in enumerate(parallel(link_rows, link_jobs, 8)) if row is not None]
    pickle.dump(rows, (arguments.work / "links.pickle").open("wb"), protocol=4)
    log(len(rows), "planted manuscripts")
    models[-1] |= calibration(rows, folds, fold_of)
    models[-1] |= grown([row for _, row in rows])
    save(paths[-1], models[-1])
    OUT.write_bytes(paths[-1].read_bytes())
    log("written", OUT, OUT.stat().st_size)


if __name__ == "__main__":
    main()
