<?php
/**
 * Sets how the site looks. Run as
 *     php options.php SITE_FOLDER THEME DATE_FORMAT PERMALINKS
 * An empty argument leaves that option as it is.
 */

declare(strict_types=1);

require $argv[1] . '/wp-load.php';
// WordPress uses some of these names itself while it loads.
[, , $theme, $date_format, $permalinks] = $argv;

if ($theme !== '') {
    if (!wp_get_theme($theme)->exists()) {
        fwrite(STDERR, "no such theme: $theme; there are: "
            . implode(', ', array_keys(wp_get_themes())) . "\n");
        exit(1);
    }
    switch_theme($theme);
    $menu = wp_get_nav_menu_object('main');
    if ($menu) {
        set_theme_mod('nav_menu_locations', array('primary' => $menu->term_id));
    }
}
if ($date_format !== '') {
    update_option('date_format', $date_format);
}
if ($permalinks !== '') {
    global $wp_rewrite;
    $wp_rewrite->set_permalink_structure($permalinks);
    flush_rewrite_rules(false);
}
