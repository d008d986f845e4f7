"""A parameter with a velocity that holds the learning rate."""


class Parameter:
    def __init__(self, value, velocity):
        self.value, self.velocity = value, velocity

    def step(self, slope, rate, mu, look_ahead):
        self.velocity = self.velocity * mu + rate * slope
        change = rate * slope + mu * self.velocity if look_ahead else self.velocity
        self.value = self.value - change
        return self


def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    parameter = Parameter(w, v).step(g, lr, mu, nesterov)
    return [parameter.value, parameter.velocity]
