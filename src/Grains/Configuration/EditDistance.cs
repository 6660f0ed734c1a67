namespace Petitions.Grains.Configuration;

/// <summary>How far two words are apart, to name what somebody probably meant.</summary>
public static class EditDistance
{
    /// <summary>Levenshtein distance: the number of insertions, deletions and replacements between two words.</summary>
    public static int Between(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
