namespace Petitions.Grains.Ledger;

/// <summary>What work in the background asks before it goes on, because signing comes first.</summary>
internal static class ProcessorLoad
{
    // What waits in this process when people sign faster than its processors answer; work in the background alone makes a few.
    private static readonly int WorkItemsMax = 4 * Environment.ProcessorCount;

    /// <summary>True while work waits for a processor.</summary>
    public static bool IsHigh => ThreadPool.PendingWorkItemCount > WorkItemsMax;
}
