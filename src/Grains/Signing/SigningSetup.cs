using Microsoft.Extensions.DependencyInjection;

namespace Petitions.Grains.Signing;

/// <summary>What the grains of signers need in a silo.</summary>
internal static class SigningSetup
{
    public static void AddSigning(this IServiceCollection services, SigningOptions signing, ConfirmationOptions confirmation)
    {
        services.AddSingleton(signing);
        services.AddSingleton(confirmation);
        services.AddSingleton<SignerActivationCache>();
        services.AddSingleton<SignerServices>();
    }
}
