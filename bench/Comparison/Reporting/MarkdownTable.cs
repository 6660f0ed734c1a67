namespace Petitions.Bench.Comparison.Reporting;

/// <summary>Lines of a Markdown table.</summary>
internal static class MarkdownTable
{
    public static async Task WriteHeadAsync(TextWriter output, params IReadOnlyList<string> columns)
    {
        await output.WriteLineAsync($"| {string.Join(" | ", columns)} |");
        await output.WriteLineAsync($"|{string.Concat(columns.Select(_ => "---|"))}");
    }

    /// <param name="output">The Markdown.</param>
    /// <param name="cells">With " | " between them; numbers do not follow the language of the machine.</param>
    public static Task WriteRowAsync(TextWriter output, FormattableString cells) =>
        output.WriteLineAsync($"| {FormattableString.Invariant(cells)} |");
}
