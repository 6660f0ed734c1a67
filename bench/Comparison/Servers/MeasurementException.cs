namespace Petitions.Bench.Comparison.Servers;

/// <summary>Something that is measured does not start, or does not do its work. The message says which; the exit code is 1.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
