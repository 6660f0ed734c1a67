namespace Petitions.Grains.Ledger;

/// <summary>Background work checks this before it goes on, because signatures come first.</summary>
internal static class ProcessorLoad
{
    // More work items wait when people sign faster than the processors answer; background work alone makes fewer.
    private static readonly int WorkItemsMax = 4 * Environment.ProcessorCount;

    /// <summary>True while more than four work items per processor wait.</summary>
    public static bool IsHigh => ThreadPool.PendingWorkItemCount > WorkItemsMax;
}
