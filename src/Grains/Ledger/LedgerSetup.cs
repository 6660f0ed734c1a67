using Microsoft.Extensions.DependencyInjection;

namespace Petitions.Grains.Ledger;

/// <summary>The ledger of a silo; the silo adds the <see cref="ILedgerStore"/> below it.</summary>
internal static class LedgerSetup
{
    public static void AddLedger(this IServiceCollection services, LedgerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<GroupCommitLedger>();
        services.AddSingleton<ISignatureLedger>(node => node.GetRequiredService<GroupCommitLedger>());
    }
}
