using Petitions.Bench.Comparison.Signing;

// Draws what bench/compare has measured: Petitions.Bench.Comparison compare.csv compare.svg
if (args is not [var csv, var svg])
{
    await Console.Error.WriteAsync("usage: Petitions.Bench.Comparison FIGURES.csv CHART.svg\n");
    return 2;
}
var figures = Figure.ReadAll(await File.ReadAllLinesAsync(csv));
if (figures.Count == 0)
{
    await Console.Error.WriteAsync($"{csv} holds no figure whose audit was good: nothing to draw\n");
    return 1;
}
await File.WriteAllTextAsync(svg, SpeedChart.Draw(figures));
return 0;
