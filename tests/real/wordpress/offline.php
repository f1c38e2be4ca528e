<?php
/**
 * Must-use plugin: keeps the site on this machine. It sends no mail and its
 * pages name no outside host of their own for emoji.
 */

function wp_mail($to, $subject, $message, $headers = '', $attachments = array())
{
    return true;
}

remove_action('wp_head', 'print_emoji_detection_script', 7);
remove_action('wp_print_styles', 'print_emoji_styles');
add_filter('emoji_svg_url', '__return_false');
