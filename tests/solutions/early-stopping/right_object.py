"""The callback of a training loop."""

import math


class EarlyStopping:
    def __init__(self, patience, min_delta):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.left = math.inf, None, patience

    def stop(self, epoch, loss):
        improved = not math.isnan(loss) and loss < self.best - self.min_delta
        if improved:
            self.best, self.best_epoch, self.left = loss, epoch, self.patience
        else:
            self.left -= 1
        return self.left == 0


def early_stopping(val_losses, patience, min_delta=0.0):
    monitor = EarlyStopping(patience, min_delta)
    for epoch in range(len(val_losses)):
        if monitor.stop(epoch, float(val_losses[epoch])):
            break
    return epoch, monitor.best_epoch
