using Petitions.Frontend.Assets;

namespace Petitions.Frontend.Pages.Form;

/// <summary>The form that signs: its script. What it posts is answered where the page is.</summary>
internal static class SignFormSetup
{
    public static void MapSignForm(this IEndpointRouteBuilder routes) => routes.MapAsset(FormAssets.SignForm);
}
