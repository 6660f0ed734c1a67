
namespace Petitions.Silo.Printing.Typesetting;

/// <summary>
/// The order of text in two directions: the Unicode bidirectional algorithm (UAX 9) without explicit embeddings and isolates, since
/// documents and names have no direction characters. A paragraph is then one run of one level.
/// </summary>
internal static class Bidi
{
    private const string Opening = "([{⟨", Closing = ")]}⟩";

    /// <summary>True when a paragraph is read from right to left: its first letter decides (rules P2 and P3).</summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="otherwise">The answer where it has no letter.</param>
    public static bool IsRtl(string text, bool otherwise)
    {
        foreach (var character in text.EnumerateRunes())
        {
            if (BidiClasses.Of(character) is BidiClass.L) return false;
            if (BidiClasses.Of(character) is BidiClass.R or BidiClass.AL) return true;
        }
        return otherwise;
    }

    /// <summary>The level of each char; odd ones are read from right to left.</summary>
    public static byte[] Levels(string text, bool isRtl)
    {
        var original = ClassesOf(text);
        var levels = new byte[text.Length];
        var baseLevel = (byte)(isRtl ? 1 : 0);
        if (!isRtl && original.All(c => c is not (BidiClass.R or BidiClass.AL or BidiClass.AN))) return levels;

        var resolved = (BidiClass[])original.Clone();
        var embedding = isRtl ? BidiClass.R : BidiClass.L;
        ResolveWeak(resolved, embedding);
        ResolveBrackets(text, resolved, embedding);
        ResolveNeutral(resolved, embedding);
        for (var i = 0; i < levels.Length; i++)
        {
            // I1 and I2.
            levels[i] = (byte)(baseLevel + (resolved[i], baseLevel) switch
            {
                (BidiClass.R, 0) => 1,
                (BidiClass.AN or BidiClass.EN, 0) => 2,
                (BidiClass.L or BidiClass.AN or BidiClass.EN, 1) => 1,
                _ => 0,
            });
        }
        return levels;
    }

    /// <summary>The order in which the pieces of a line are seen, from left to right (rule L2).</summary>
    /// <param name="levels">Levels of the pieces in the order of the text.</param>
    public static int[] VisualOrder(IReadOnlyList<byte> levels)
    {
        var order = Enumerable.Range(0, levels.Count).ToArray();
        for (var level = levels.Count == 0 ? 0 : levels.Max(); level >= 1; level--)
        {
            for (var i = 0; i < order.Length; i++)
            {
                if (levels[order[i]] < level) continue;
                var end = i;
                while (end < order.Length && levels[order[end]] >= level) end++;
                Array.Reverse(order, i, end - i);
                i = end;
            }
        }
        return order;
    }

    private static BidiClass[] ClassesOf(string text)
    {
        var classes = new BidiClass[text.Length];
        var at = 0;
        foreach (var character in text.EnumerateRunes())
        {
            classes.AsSpan(at, character.Utf16SequenceLength).Fill(BidiClasses.Of(character));
            at += character.Utf16SequenceLength;
        }
        return classes;
    }

    private static void ResolveWeak(BidiClass[] classes, BidiClass embedding)
    {
        // W1, W2 and W3: marks are like what they stand on, digits after Arabic letters are Arabic numbers. BN is kept out as X9 says.
        var (before, strong) = (embedding, embedding);
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] is BidiClass.NSM or BidiClass.BN) classes[i] = before;
            if (classes[i] is BidiClass.L or BidiClass.R or BidiClass.AL) strong = classes[i];
            if (classes[i] is BidiClass.EN && strong is BidiClass.AL) classes[i] = BidiClass.AN;
            before = classes[i];
        }
        for (var i = 0; i < classes.Length; i++)
            if (classes[i] is BidiClass.AL) classes[i] = BidiClass.R;

        // W4: one separator between two numbers of a kind.
        for (var i = 1; i + 1 < classes.Length; i++)
        {
            var (left, right) = (classes[i - 1], classes[i + 1]);
            if (left != right) continue;
            if (classes[i] is BidiClass.ES && left is BidiClass.EN || classes[i] is BidiClass.CS && left is BidiClass.EN or BidiClass.AN)
                classes[i] = left;
        }
        // W5 and W6: signs beside European numbers belong to them, other separators are neutral.
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] is not BidiClass.ET) continue;
            var end = i;
            while (end < classes.Length && classes[end] is BidiClass.ET) end++;
            var isBeside = i > 0 && classes[i - 1] is BidiClass.EN || end < classes.Length && classes[end] is BidiClass.EN;
            classes.AsSpan(i, end - i).Fill(isBeside ? BidiClass.EN : BidiClass.ON);
            i = end;
        }
        // W7: European numbers after Latin letters are like these.
        strong = embedding;
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] is BidiClass.ES or BidiClass.CS) classes[i] = BidiClass.ON;
            if (classes[i] is BidiClass.L or BidiClass.R) strong = classes[i];
            if (classes[i] is BidiClass.EN && strong is BidiClass.L) classes[i] = BidiClass.L;
        }
    }

    // N0: a pair of brackets has the direction of what is in it, or before it.
    private static void ResolveBrackets(string text, BidiClass[] classes, BidiClass embedding)
    {
        var open = new Stack<(char Closing, int At)>();
        var pairs = new List<(int Open, int Close)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (classes[i] is not BidiClass.ON) continue;
            if (Opening.IndexOf(text[i], StringComparison.Ordinal) is >= 0 and var kind) open.Push((Closing[kind], i));
            else if (Closing.Contains(text[i]) && open.Any(bracket => bracket.Closing == text[i]))
            {
                while (open.Peek().Closing != text[i]) open.Pop();
                pairs.Add((open.Pop().At, i));
            }
        }
        foreach (var (start, end) in pairs.Order())
        {
            var (hasEmbedding, hasOther) = (false, false);
            for (var i = start + 1; i < end; i++)
            {
                if (Strong(classes[i]) is not { } inside) continue;
                if (inside == embedding) hasEmbedding = true;
                else hasOther = true;
            }
            if (!hasEmbedding && !hasOther) continue;
            var direction = embedding;
            if (!hasEmbedding)
            {
                var before = embedding;
                for (var i = start - 1; i >= 0; i--)
                {
                    if (Strong(classes[i]) is not { } found) continue;
                    before = found;
                    break;
                }
                direction = before;
            }
            (classes[start], classes[end]) = (direction, direction);
        }
    }

    // N1 and N2: neutral characters between two of one direction have it, others that of the paragraph.
    private static void ResolveNeutral(BidiClass[] classes, BidiClass embedding)
    {
        for (var i = 0; i < classes.Length; i++)
        {
            if (Strong(classes[i]) is not null) continue;
            var end = i;
            while (end < classes.Length && Strong(classes[end]) is null) end++;
            var left = i == 0 ? embedding : Strong(classes[i - 1])!.Value;
            var right = end == classes.Length ? embedding : Strong(classes[end])!.Value;
            classes.AsSpan(i, end - i).Fill(left == right ? left : embedding);
            i = end;
        }
    }

    // Numbers count as right to left here.
    private static BidiClass? Strong(BidiClass of) => of switch
    {
        BidiClass.L => BidiClass.L,
        BidiClass.R or BidiClass.AL or BidiClass.AN or BidiClass.EN => BidiClass.R,
        _ => null,
    };
}
