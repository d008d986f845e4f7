# All improvements first, then the first gap between them that is too long.
def early_stopping(val_losses, patience, min_delta=0.0):
    improvements, best = [], float("inf")
    for epoch, loss in enumerate(val_losses):
        if loss + min_delta < best:
            improvements.append(epoch)
            best = loss
    last = len(val_losses) - 1
    for here, following in zip(improvements, [*improvements[1:], last + patience + 1]):
        if following - here > patience and here + patience <= last:
            return [here + patience, here]
    return [last, improvements[-1]]
