namespace OrderGrains.Silo;

/// <summary>What somebody may have meant who wrote a word that is not known.</summary>
internal static class Nearest
{
    /// <summary>
    /// The word that the fewest edits lead to: letters left out, added, changed, or two exchanged; case is none. Null where it takes more than
    /// one edit for every three letters.
    /// </summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var (best, found) = (Math.Max(1, word.Length / 3) + 1, (string?)null);
        foreach (var candidate in known)
        {
            if (Edits(word, candidate) is var edits && edits < best)
            {
                (best, found) = (edits, candidate);
            }
        }

        return found;
    }

    /// <summary>The edits between two words (optimal string alignment), whatever their case.</summary>
    public static int Edits(string one, string other)
    {
        var (a, b) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Least(i, j);
            }
        }

        return edits[a.Length, b.Length];

        int Least(int i, int j)
        {
            var least = Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            var exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return exchanged ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
        }
    }
}
