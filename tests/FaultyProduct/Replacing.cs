using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Petitions.FaultyProduct;

/// <summary>Puts something between a registered singleton and those who use it.</summary>
internal static class Replacing
{
    public static void Replace<TService>(this IServiceCollection services, Func<TService, TService> around)
        where TService : class
    {
        var original = services.Last(service => service.ServiceType == typeof(TService));
        services.Replace(ServiceDescriptor.Singleton(provider => around((TService)Make(original, provider))));
    }

    private static object Make(ServiceDescriptor original, IServiceProvider provider) =>
        original.ImplementationInstance
        ?? original.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, original.ImplementationType!);
}
