using Orleans.Configuration;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Clustering;

/// <summary>Limits of the calls between grains, silos and front ends, for every grain of a silo.</summary>
internal static class MessagingSetup
{
    // Longer than LedgerOptions.AnswerWithin, so that a caller gets the ledger's outcome before its own timeout.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(6);

    /// <summary>A call ends after 6 s, and a grain has at most <see cref="SignerActivationCache.WaitingCallsMax"/> calls.</summary>
    public static ISiloBuilder LimitMessaging(this ISiloBuilder silo) => silo
        .Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = ResponseTimeout;
            // Orleans refuses when more than this wait, not counting the call itself.
            options.MaxEnqueuedRequestsHardLimit = SignerActivationCache.WaitingCallsMax - 1;
        })
        .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
}
