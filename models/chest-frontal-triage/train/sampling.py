"""How often a film is drawn, and the prior of each finding in the stratum it comes from."""

import numpy as np

from data import AUXILIARY, FINDINGS

# Rare findings are drawn more often; the largest factor among a film's findings counts.
RARITY = {"pneumothorax": 4.0, "oedema": 2.5, "cardiomegaly": 2.5, "mass_or_nodule": 1.5, "effusion": 1.5}
SMALL_FILM_WEIGHT = 0.2
PSEUDO_FILMS = 15.0


def film_weights(films):
    """Sampling weight of every film, summing to one."""
    names = list(FINDINGS)
    weights = np.ones(len(films))
    for i, film in enumerate(films):
        present = [RARITY.get(name, 1.0) for name, on in zip(names, film["target"]) if on]
        weights[i] = max(present, default=1.5) * (1.0 if film["full"] else SMALL_FILM_WEIGHT)
    return weights / weights.sum()


def prior_logits(films, weights, strata):
    """Log odds of every label in the stratum of each film, [N, labels].

    Added to the logits while training and dropped afterwards: since the prior of the
    collection (and view) is given for free, nothing is gained by recognising the collection.
    Small strata are drawn to the pooled rate by PSEUDO_FILMS films.
    """
    targets = np.stack([film["target"] for film in films])
    pooled = (weights[:, None] * targets).sum(0)
    keys = [tuple(film[name] for name in strata) for film in films]
    priors = np.zeros((len(films), len(FINDINGS) + len(AUXILIARY)))
    for key in set(keys):
        member = np.array([k == key for k in keys])
        mass = weights[member] * len(films)
        rate = ((mass[:, None] * targets[member]).sum(0) + PSEUDO_FILMS * pooled) / (mass.sum() + PSEUDO_FILMS)
        rate = rate.clip(0.005, 0.995)
        priors[member] = np.log(rate / (1 - rate))
    return priors.astype(np.float32)
