"""Normal numbers from uniform ones, by Box and Muller."""

import numpy as np


class Scheme:
    def __init__(self, variance, uniform):
        self.variance, self.uniform = variance, uniform

    def draw(self, rng, shape):
        if self.uniform:
            limit = np.sqrt(3 * self.variance)
            return rng.uniform(-1, 1, size=shape) * limit
        radius = np.sqrt(-2 * self.variance * np.log1p(-rng.random(shape)))
        return radius * np.cos(2 * np.pi * rng.random(shape))


def init_weights(fan_in, fan_out, scheme, rng):
    he, xavier = 2 / fan_in, 2 / (fan_in + fan_out)
    schemes = {
        "he_normal": Scheme(he, False),
        "he_uniform": Scheme(he, True),
        "xavier_normal": Scheme(xavier, False),
        "xavier_uniform": Scheme(xavier, True),
        "lecun_normal": Scheme(he / 2, False),
    }
    try:
        chosen = schemes[scheme]
    except KeyError:
        raise ValueError(f"no scheme called {scheme}") from None
    return chosen.draw(rng, (fan_in, fan_out))
