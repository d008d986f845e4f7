# No counter: the distance from the best epoch is the patience used up. Begins with the first loss.
def early_stopping(val_losses, patience, min_delta=0.0):
    best, at = val_losses[0], 0
    epoch = 0
    for epoch in range(1, len(val_losses)):
        if best - val_losses[epoch] > min_delta:
            best, at = val_losses[epoch], epoch
        elif epoch - at == patience:
            break
    return epoch, at
